namespace GraphRuntime;

/// <summary>What happens to a cancelled run.</summary>
public enum CancelAction
{
    /// <summary>It stops and ends as <see cref="RunStatus.Interrupted"/>; what it has committed stays. The input of a run that had not started is dropped.</summary>
    Interrupt = 0,

    /// <summary>It is removed without trace; the state is the one before it.</summary>
    Rollback = 1,
}
