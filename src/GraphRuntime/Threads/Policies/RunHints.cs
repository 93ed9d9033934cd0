namespace GraphRuntime;

/// <summary>What a caller knows and the runtime cannot see: rules of a policy ask for it. It is not stored.</summary>
public sealed record RunHints
{
    /// <summary>The kind of conversation, such as <c>chat</c> or <c>search</c>.</summary>
    public string? Scenario { get; init; }

    /// <summary>Whether the message that is being processed matters.</summary>
    public bool ActiveIsImportant { get; init; }

    /// <summary>Whether the new message can wait for it.</summary>
    public bool CanWait { get; init; }

    /// <summary>Whether the new message needs the context of the one being processed.</summary>
    public bool NeedsContext { get; init; }

    /// <summary>Whether resources are scarce.</summary>
    public bool ResourcesScarce { get; init; }

    /// <summary>Whether the new run is expensive.</summary>
    public bool Expensive { get; init; }

    /// <summary>What matters most.</summary>
    public RunPriority Priority { get; init; }

    internal static RunHints None { get; } = new();
}
