namespace GraphRuntime;

/// <summary>What matters most about a run.</summary>
public enum RunPriority
{
    /// <summary>Nothing in particular.</summary>
    Normal = 0,

    /// <summary>A fast response; what runs may be interrupted for it.</summary>
    Speed = 1,
}
