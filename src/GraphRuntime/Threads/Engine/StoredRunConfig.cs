using System.Text.Json;
using System.Text.Json.Nodes;
using GraphRuntime.Execution;

namespace GraphRuntime.Threads;

/// <summary>The configuration as it travels with a run. Its JSON form is stored; a name, once used, keeps its meaning.</summary>
internal sealed record StoredRunConfig
{
    public IReadOnlyList<string>? InterruptBefore { get; init; }

    public IReadOnlyList<string>? InterruptAfter { get; init; }

    public bool? StickyBreakpoints { get; init; }

    public int? RecursionLimit { get; init; }

    public int? Durability { get; init; }

    public int? MaxConcurrency { get; init; }

    public int? StreamModes { get; init; }

    public bool? StreamSubgraphs { get; init; }

    public bool? RepeatEffects { get; init; }

    public JsonObject? Metadata { get; init; }

    /// <summary>The values that belong to the run, inherited ones included.</summary>
    public JsonElement? Context { get; init; }

    /// <summary>The span that created the run, in the form of the W3C header <c>traceparent</c>.</summary>
    public string? Trace { get; init; }

    /// <summary>How long one attempt may take, in milliseconds.</summary>
    public double? TimeoutMs { get; init; }
}
