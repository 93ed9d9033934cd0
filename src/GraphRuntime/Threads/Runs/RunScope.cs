namespace GraphRuntime;

/// <summary>Which runs of a thread are meant.</summary>
public enum RunScope
{
    /// <summary>All that are in flight.</summary>
    All = 0,

    /// <summary>Those that have not started.</summary>
    Pending = 1,

    /// <summary>The one that is running.</summary>
    Running = 2,
}
