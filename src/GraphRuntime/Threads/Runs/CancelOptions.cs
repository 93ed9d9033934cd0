namespace GraphRuntime;

/// <summary>How runs are cancelled.</summary>
public sealed record CancelOptions
{
    /// <summary>What happens to them.</summary>
    /// <value>The default is <see cref="CancelAction.Interrupt"/>.</value>
    public CancelAction Action { get; init; }

    /// <summary>Whether the call returns only when the runs have ended.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool Wait { get; init; }

    internal static CancelOptions Default { get; } = new();
}
