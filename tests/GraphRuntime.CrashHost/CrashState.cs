using System.Collections.Immutable;

namespace GraphRuntime.CrashHost;

[GraphState]
public sealed partial record CrashState
{
    /// <summary>Which run the thread works for; its input.</summary>
    public string Run { get; init; } = "";

    /// <summary>What every step of every run has left: "run/step".</summary>
    [Append]
    public ImmutableArray<string> Log { get; init; } = [];

    /// <summary>The runs whose inputs were steered, in the order in which they were applied.</summary>
    [Append]
    public ImmutableArray<string> Steered { get; init; } = [];
}
