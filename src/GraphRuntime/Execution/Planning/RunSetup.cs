using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>Checks what a call asks for at the door and makes its run.</summary>
internal static class RunSetup
{
    public static RunContext Create(GraphDefinition graph, GraphThread? thread, RunConfig config, EventSink? sink, CancellationToken cancellationToken)
    {
        Check(graph, thread, config);
        return new RunContext(graph, config, cancellationToken)
        {
            RunId = config.RunId ?? graph.Services.NewId(),
            ThreadId = thread?.Id,
            Checkpointer = graph.Options.Checkpointer,
            Sink = sink,
            Metadata = RunMetadata.Encode(config.Metadata),
            Values = RunValues.Empty.With(RunValues.Of(config.Context, graph.Schema.JsonOptions)),
        };
    }

    /// <summary>The breakpoints of a run: the lists of the call, else what stayed with the thread, else what was compiled.</summary>
    public static (BreakpointSet Before, BreakpointSet After) Breakpoints(LoopState loop, RunConfig config)
    {
        if (config.StickyBreakpoints)
        {
            loop.Sticky = new StickyBreakpoints(config.InterruptBefore ?? [], config.InterruptAfter ?? []);
        }

        var (graph, sticky) = (loop.Graph, loop.Sticky);
        return (Pick(graph, config.InterruptBefore ?? sticky?.Before, graph.InterruptBefore), Pick(graph, config.InterruptAfter ?? sticky?.After, graph.InterruptAfter));
    }

    private static BreakpointSet Pick(GraphDefinition graph, IReadOnlyList<string>? asked, BreakpointSet compiled) =>
        asked is null ? compiled : BreakpointSet.Parse(asked, graph, name => CheckPath(graph, name));

    /// <summary>Refuses a configuration that no run of the graph could have, whatever its thread.</summary>
    public static void Check(GraphDefinition graph, RunConfig config)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(config.RecursionLimit, 1);
        if (config.MaxConcurrency is { } concurrency)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(concurrency, 1);
        }

        if (config.RunId is not null)
        {
            Values.TextRules.CheckId(config.RunId);
        }

        if (!Enum.IsDefined(config.Durability))
        {
            throw new ArgumentOutOfRangeException(nameof(config), config.Durability, "RunConfig.Durability is none of Sync, Async and Exit.");
        }

        RunMetadata.Encode(config.Metadata);
        Pick(graph, config.InterruptBefore, BreakpointSet.None);
        Pick(graph, config.InterruptAfter, BreakpointSet.None);
    }

    private static void Check(GraphDefinition graph, GraphThread? thread, RunConfig config)
    {
        Check(graph, config);
        if (thread is not null)
        {
            Values.TextRules.CheckId(thread.Id);
        }

        if (thread is { Namespace.Length: > 0, CheckpointId: null })
        {
            throw new ArgumentException(
                $"Graph '{graph.Name}': a run begins at the root graph. Give the thread without a namespace, or name a checkpoint of the subgraph to go back to.", nameof(thread));
        }

        var hasStore = graph.Options.Checkpointer is not null;
        var breaks = (config.InterruptBefore?.Count ?? (graph.InterruptBefore.IsEmpty ? 0 : 1)) + (config.InterruptAfter?.Count ?? (graph.InterruptAfter.IsEmpty ? 0 : 1)) > 0;
        if (breaks && !hasStore)
        {
            throw new MissingCheckpointerException(graph.Name, "breakpoints were set, but there is nowhere to store the pause", "Compile the graph with a checkpointer.");
        }

        if (hasStore && thread is null)
        {
            throw new MissingCheckpointerException(graph.Name, "it has a checkpointer, but the call names no thread to store the run under", "Pass a thread id.");
        }

        if (!hasStore && thread is not null)
        {
            throw new MissingCheckpointerException(
                graph.Name, $"thread '{thread.Id}' was named, but there is nowhere to store it", "Compile the graph with a checkpointer, or name no thread.");
        }
    }

    /// <summary>Refuses a name that is neither a node nor the path of a node in a subgraph.</summary>
    private static void CheckPath(GraphDefinition graph, string name)
    {
        if (!BreakpointPaths.IsPath(name))
        {
            throw Unknown(graph, name);
        }

        if (BreakpointPaths.FindMistake(graph, name) is { } mistake)
        {
            throw new InvalidBreakpointException(graph.Name, name, $"Graph '{graph.Name}': breakpoint '{name}' cannot be set. {mistake}");
        }
    }

    private static InvalidBreakpointException Unknown(GraphDefinition graph, string name)
    {
        var owner = graph.Nodes.FirstOrDefault(n => n.Subgraph?.TryFind(name, out _) == true);
        return new InvalidBreakpointException(graph.Name, name, owner is null
            ? $"Graph '{graph.Name}': breakpoint '{name}' is not a node. Its nodes are: {string.Join(", ", graph.NodeNames)}."
            : $"Graph '{graph.Name}': breakpoint '{name}' is a node of the subgraph in node '{owner.Name}'. Name it by its path, '{owner.Name}/{name}', or add it to the CompileOptions of that subgraph.");
    }
}
