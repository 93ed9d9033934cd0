using GraphRuntime.Execution;

namespace GraphRuntime.Checkpointing;

/// <summary>What a pending write holds. The values are stored; they never change their meaning.</summary>
public enum PendingWriteKind
{
    /// <summary>The result of a finished task; it is not run again on resume.</summary>
    Result = 0,

    /// <summary>The interrupts that a task waits on.</summary>
    Interrupt = 1,

    /// <summary>The error that ended a task.</summary>
    Error = 2,

    /// <summary>Answers given to a task's interrupts.</summary>
    Resume = 3,

    /// <summary>The recorded result of an effect that must happen once.</summary>
    Effect = 4,
}
