namespace GraphRuntime.Testing.Simulations;

/// <summary>
/// A conversation in which urgent messages go before runs in flight, while others are steered, wait, interrupt, roll back and are refused, runs are cancelled, and questions
/// are asked and answered. A run has a subgraph that may ask, a sibling beside it, a guarded node, and an effect.
/// </summary>
internal static class SimulatedPreemption
{
    private static readonly MultitaskStrategy[] Strategies =
    [
        MultitaskStrategy.Preempt, MultitaskStrategy.Preempt, MultitaskStrategy.Preempt, MultitaskStrategy.Preempt, MultitaskStrategy.Steer, MultitaskStrategy.Steer,
        MultitaskStrategy.Enqueue, MultitaskStrategy.Enqueue, MultitaskStrategy.Interrupt, MultitaskStrategy.Rollback, MultitaskStrategy.Reject,
    ];

    private static readonly SimulatedMessage Answer = new("thread", "talk", GraphInput.Answer("yes"), new RunOptions());

    [ThreadStatic]
    private static StateReader<UrgentState>? _reader;

    public static SimulationOptions Options(SimulatedFaults faults = SimulatedFaults.All) => new()
    {
        Graphs = static graphs => graphs.AddGraph<UrgentState>("talk", Build),
        Messages = static (number, random) => random.Next(8) == 7 ? Answer : Say(number, random),
        MessageCount = 7,
        CancelOneIn = 12,
        Releases = static (_, _) => Answer,
        Faults = faults,
        Check = Check,
    };

    private static SimulatedMessage Say(int number, Random random) => new(
        "thread",
        "talk",
        new UrgentState.Update { Messages = [$"m{number}"], Text = $"m{number}" },
        new RunOptions
        {
            MultitaskStrategy = Strategies[random.Next(Strategies.Length)],
            WhenGuarded = random.Next(2) == 0 ? GuardedStrategy.Enqueue : GuardedStrategy.Wait,
        });

    private static void Build(StateGraph<UrgentState> graph)
    {
        var look = StateGraph.Create<UrgentState>("look")
            .AddNode("read", static (state, context) => WorkAsync("read", state, context))
            .AddNode("ask", static (state, context) => Ask(state, context))
            .AddEdge(Graph.Start, "read")
            .AddEdge("read", "ask");
        graph.AddNode("think", static (state, context) => WorkAsync("think", state, context))
            .AddSubgraph("look", look.Compile())
            .AddNode("note", static (state, _) => Said("note", state))
            .AddNode("act", static (state, context) => WorkAsync("act", state, context), new NodeOptions { NoInterrupt = true })
            .AddNode("answer", static async (state, context) =>
            {
                await Aloud.SayOnceAsync(state.Text, context);
                return await WorkAsync("answer", state, context);
            })
            .AddEdge(Graph.Start, "think")
            .AddEdge("think", "look")
            .AddEdge("think", "note")
            .AddEdge("look", "act")
            .AddEdge("note", "act")
            .AddEdge("act", "answer");
    }

    private static async ValueTask<NodeResult<UrgentState>> WorkAsync(string node, UrgentState state, NodeContext context)
    {
        await SimulatedWork.TakeAsync(TimeSpan.FromSeconds(3), context.TimeProvider, context.CancellationToken);
        return Said(node, state);
    }

    /// <summary>Every third text needs an answer.</summary>
    private static NodeResult<UrgentState> Ask(UrgentState state, NodeContext context)
    {
        if ((state.Text[^1] - '0') % 3 == 2)
        {
            context.Interrupt<string>("sure?");
        }

        return Said("ask", state);
    }

    private static NodeResult<UrgentState> Said(string node, UrgentState state) => new UrgentState.Update { Messages = [$"{node}({state.Text})"] };

    private static int Urgency(SimulationOutcome outcome, SimulatedRun run) =>
        outcome.RunStore.GetRunAsync(run.Message.ThreadId, run.RunId, CancellationToken.None).AsTask().GetAwaiter().GetResult()?.Urgency ?? 0;

    private static IEnumerable<string> Check(SimulationOutcome outcome)
    {
        if (outcome.Runs.All(static run => run.Info is null))
        {
            return Aloud.CheckAnswers([]);
        }

        var reader = _reader ??= new StateReader<UrgentState>("talk", Build);
        var messages = reader.Read(outcome, "thread").Messages;
        return [.. new PreemptionRules(outcome.Runs, run => Urgency(outcome, run), messages).Check(), .. Aloud.CheckAnswers(messages)];
    }
}
