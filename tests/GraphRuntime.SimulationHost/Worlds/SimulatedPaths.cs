namespace GraphRuntime.Testing.Simulations;

/// <summary>A conversation in a subgraph, whose messages mostly go into the call in flight, while others steer the root graph, wait, interrupt, go first and roll back.</summary>
internal static class SimulatedPaths
{
    private static readonly RunOptions[] Options =
    [
        new() { MultitaskStrategy = MultitaskStrategy.Steer, SteersPath = "inside" },
        new() { MultitaskStrategy = MultitaskStrategy.Steer, SteersPath = "inside" },
        new() { MultitaskStrategy = MultitaskStrategy.Steer, SteersPath = "inside" },
        new() { MultitaskStrategy = MultitaskStrategy.Enqueue },
        new() { MultitaskStrategy = MultitaskStrategy.Steer },
        new() { MultitaskStrategy = MultitaskStrategy.Interrupt },
        new() { MultitaskStrategy = MultitaskStrategy.Preempt },
        new() { MultitaskStrategy = MultitaskStrategy.Rollback },
    ];

    [ThreadStatic]
    private static StateReader<TalkState>? _reader;

    public static SimulationOptions Of(SimulatedFaults faults = SimulatedFaults.All) => new()
    {
        Graphs = static graphs => graphs.AddGraph<TalkState>("talk", Build),
        Messages = static (number, random) => new SimulatedMessage(
            "thread", "talk", new TalkState.Update { Messages = [$"m{number}"] }, Options[number == 0 ? 3 : random.Next(Options.Length)]),
        MessageCount = 6,
        Faults = faults,
        Check = Check,
    };

    private static void Build(StateGraph<TalkState> graph) => graph
        .AddSubgraph("inside", StateGraph.Create<TalkState>("inside")
            .AddNode("think", static (state, context) => WorkAsync("think", state, context))
            .AddNode("act", static (state, context) => WorkAsync("act", state, context))
            .AddNode("say", static (state, context) => WorkAsync("say", state, context))
            .AddEdge(Graph.Start, "think")
            .AddEdge("think", "act")
            .AddEdge("act", "say")
            .Compile())
        .AddNode("after", static (state, context) => WorkAsync("after", state, context))
        .AddEdge(Graph.Start, "inside")
        .AddEdge("inside", "after");

    private static async ValueTask<NodeResult<TalkState>> WorkAsync(string node, TalkState state, NodeContext context)
    {
        await SimulatedWork.TakeAsync(TimeSpan.FromSeconds(3), context.TimeProvider, context.CancellationToken);
        return new TalkState.Update { Messages = [$"{node} after {state.Messages.Length}"] };
    }

    /// <summary>Each input for the subgraph is in the state once if it was taken, and not at all if its record says that it was not applied, or is gone.</summary>
    private static IEnumerable<string> Check(SimulationOutcome outcome)
    {
        if (outcome.Runs.All(static run => run.Info is null))
        {
            yield break;
        }

        var messages = (_reader ??= new StateReader<TalkState>("talk", Build)).Read(outcome, "thread").Messages;
        foreach (var run in outcome.Runs)
        {
            var times = messages.Count(message => message == $"m{run.RunId[1..]}");
            var (least, most) = Expected(run, outcome.Runs);
            if (times < least || times > most)
            {
                yield return $"I21 the input of {run.RunId} ({run.Info?.Status} {run.Info?.Reason}, for {run.Info?.SteersPath ?? "the root"} of {run.Info?.SteersRunId}) is there {times} times: [{string.Join(", ", messages)}]";
            }
        }
    }

    /// <summary>Where the run that took an input was stopped and no run came after it, the input is in the call that could go on.</summary>
    private static (int Least, int Most) Expected(SimulatedRun run, IReadOnlyList<SimulatedRun> all) => run.Info switch
    {
        null or { Reason: RunStatusReason.NotApplied } => (0, 0),
        { SteersPath: not null, Reason: RunStatusReason.Steered, SteersRunId: { } taker } => (all.Any(other => other.RunId == taker && other.Info?.Status is RunStatus.Error or RunStatus.Interrupted) ? 0 : 1, 1),
        { Status: RunStatus.Success, Reason: RunStatusReason.None } => (1, 1),
        _ => (0, 1),
    };
}
