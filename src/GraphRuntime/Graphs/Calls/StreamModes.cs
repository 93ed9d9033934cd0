namespace GraphRuntime;

/// <summary>What a stream reports.</summary>
[Flags]
public enum StreamModes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The state after each superstep that wrote it.</summary>
    Values = 1,

    /// <summary>What each task wrote.</summary>
    Updates = 2,

    /// <summary>Tokens and messages that nodes emit while they run.</summary>
    Messages = 4,

    /// <summary>Values that nodes emit while they run.</summary>
    Custom = 8,

    /// <summary>Starts and results of tasks.</summary>
    Tasks = 16,

    /// <summary>Checkpoints as they are made.</summary>
    Checkpoints = 32,

    /// <summary>Checkpoints and tasks with their superstep.</summary>
    Debug = 64,
}
