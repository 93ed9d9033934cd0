namespace GraphRuntime;

/// <summary>When checkpoints are stored.</summary>
public enum DurabilityMode
{
    /// <summary>The checkpoint of a superstep is stored before the next one starts.</summary>
    Sync = 0,

    /// <summary>The checkpoint of a superstep is stored while the next one runs. A crash may lose the last superstep.</summary>
    Async = 1,

    /// <summary>Only the last checkpoint is stored, when the run ends or pauses. A crash loses the run's work.</summary>
    Exit = 2,
}
