namespace GraphRuntime;

/// <summary>What a running run does not allow to be done to it at this moment. The values are stored; they never change their meaning.</summary>
[Flags]
public enum RunGuards
{
    /// <summary>Everything is allowed.</summary>
    None = 0,

    /// <summary>It must not be interrupted now.</summary>
    NoInterrupt = 1,

    /// <summary>It must not be rolled back any more.</summary>
    NoRollback = 2,
}
