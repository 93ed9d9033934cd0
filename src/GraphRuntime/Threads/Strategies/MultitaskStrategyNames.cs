namespace GraphRuntime;

/// <summary>The names of the strategies as they are written outside .NET: <c>enqueue</c>, <c>reject</c>, <c>interrupt</c>, <c>rollback</c>, <c>steer</c>,
/// <c>preempt</c>.</summary>
public static class MultitaskStrategyNames
{
    private static readonly string[] Names = ["enqueue", "reject", "interrupt", "rollback", "steer", "preempt"];

    /// <summary>All names, for messages.</summary>
    internal static string All { get; } = string.Join(", ", Names);

    /// <summary>The name of a strategy.</summary>
    /// <param name="strategy">The strategy.</param>
    /// <returns>The name.</returns>
    /// <exception cref="UnknownMultitaskStrategyException">It is none of them.</exception>
    public static string ToName(this MultitaskStrategy strategy) =>
        (uint)strategy < (uint)Names.Length ? Names[(int)strategy] : throw new UnknownMultitaskStrategyException(strategy.ToString());

    /// <summary>The strategy with a name.</summary>
    /// <param name="name">The name, in lower case.</param>
    /// <returns>The strategy.</returns>
    /// <exception cref="UnknownMultitaskStrategyException">No strategy has this name.</exception>
    public static MultitaskStrategy Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var index = Array.IndexOf(Names, name);
        return index >= 0 ? (MultitaskStrategy)index : throw new UnknownMultitaskStrategyException(name);
    }
}
