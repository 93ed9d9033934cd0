using System.Text.RegularExpressions;

namespace GraphRuntime.Benchmarks.Workloads;

/// <summary>The workloads by name. The number in a name can be chosen.</summary>
internal static partial class WorkloadCatalog
{
    /// <summary>The names that are measured as a matter of course.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "sequential_10", "sequential_100", "sequential_1000", "loop_1000", "append_100", "append_1000", "append_delta_1000", "fan_100",
        "wide_dict_25x300", "wide_dict_15x600", "wide_dict_9x1200", "wide_state_25x300", "wide_state_15x600", "wide_state_9x1200",
        "fanout_to_subgraph_10x", "fanout_to_subgraph_100x", "react_agent_10x", "react_agent_100x", "concurrent_64",
        "history_300", "history_1000", "history_delta_300", "history_delta_1000", "history_10000", "interrupt_resume",
    ];

    public static bool IsHistory(string name, out int turns)
    {
        var match = HistoryName().Match(name);
        turns = match.Success ? int.Parse(match.Groups[1].Value) : 0;
        return match.Success;
    }

    public static Workload Create(string name)
    {
        if (name == "interrupt_resume")
        {
            return new InterruptResumeWorkload(name, 1000);
        }

        var match = Name().Match(name);
        if (!match.Success)
        {
            throw Unknown(name);
        }

        var n = int.Parse(match.Groups[2].Value);
        return match.Groups[1].Value switch
        {
            "sequential" => SequentialWorkload.Create(name, n),
            "loop" => LoopWorkload.Create(name, n),
            "append" or "append_delta" => AppendWorkload.Create(name, n),
            "fan" => FanWorkload.Create(name, n),
            "wide_state" => WideStateWorkload.Create(name, WideShape.For(n, int.Parse(match.Groups[3].Value))),
            "wide_dict" => WideDictWorkload.Create(name, WideShape.For(n, int.Parse(match.Groups[3].Value))),
            "fanout_to_subgraph" => FanoutToSubgraphWorkload.Create(name, n),
            "react_agent" => ReactAgentWorkload.Create(name, n),
            "concurrent" => new ConcurrentWorkload(name, n),
            _ => throw Unknown(name),
        };
    }

    private static ArgumentException Unknown(string name) => new($"Unknown workload '{name}'. There are: {string.Join(", ", Names)}.");

    [GeneratedRegex(@"^([a-z_]+?)_(\d+)(?:x(\d+))?x?$")]
    private static partial Regex Name();

    [GeneratedRegex(@"^history(?:_delta)?_(\d+)$")]
    private static partial Regex HistoryName();
}
