namespace GraphRuntime.Testing.Simulations;

/// <summary>A conversation whose messages mostly go into the run in flight, while others wait, interrupt and roll back.</summary>
internal static class SimulatedSteering
{
    private static readonly MultitaskStrategy[] Strategies =
        [MultitaskStrategy.Steer, MultitaskStrategy.Steer, MultitaskStrategy.Steer, MultitaskStrategy.Enqueue, MultitaskStrategy.Interrupt, MultitaskStrategy.Rollback];

    [ThreadStatic]
    private static StateReader<TalkState>? _reader;

    public static SimulationOptions Options(SimulatedFaults faults = SimulatedFaults.All) => new()
    {
        Graphs = static graphs => graphs.AddGraph<TalkState>("talk", Build),
        Messages = static (number, random) => new SimulatedMessage(
            "thread", "talk", new TalkState.Update { Messages = [$"m{number}"] }, new RunOptions { MultitaskStrategy = Strategies[random.Next(Strategies.Length)] }),
        MessageCount = 6,
        Faults = faults,
        Check = Check,
    };

    private static void Build(StateGraph<TalkState> graph) => graph
        .AddNode("think", static (state, context) => WorkAsync("think", state, context))
        .AddNode("act", static (state, context) => WorkAsync("act", state, context))
        .AddNode("answer", static (state, context) => WorkAsync("answer", state, context))
        .AddEdge(Graph.Start, "think")
        .AddEdge("think", "act")
        .AddEdge("act", "answer");

    private static async ValueTask<NodeResult<TalkState>> WorkAsync(string node, TalkState state, NodeContext context)
    {
        await SimulatedWork.TakeAsync(TimeSpan.FromSeconds(3), context.TimeProvider, context.CancellationToken);
        return new TalkState.Update { Messages = [$"{node} after {state.Messages.Length}"] };
    }

    private static IEnumerable<string> Check(SimulationOutcome outcome)
    {
        if (outcome.Runs.All(static run => run.Info is null))
        {
            return [];
        }

        var reader = _reader ??= new StateReader<TalkState>("talk", Build);
        var messages = reader.Read(outcome, "thread").Messages;
        return [.. CheckCounts(messages, outcome.Runs), .. CheckOrder(messages, outcome.Runs)];
    }

    /// <summary>
    /// Each input whose run has a record is in the state once, whether it was taken, waited for its turn, or was displaced. An input without a record (refused, or
    /// rolled back with its run or with the run that took it) is not there.
    /// </summary>
    private static IEnumerable<string> CheckCounts(IReadOnlyList<string> messages, IReadOnlyList<SimulatedRun> runs)
    {
        foreach (var run in runs)
        {
            var times = messages.Count(message => message == Input(run));
            var least = run.Info is null || MayHaveStoredNothing(run, runs) ? 0 : 1;
            var most = run.Info is null ? 0 : 1;
            if (times < least || times > most)
            {
                yield return $"I16 the input of {run.RunId} ({run.Info?.Status} {run.Info?.Reason} {run.Info?.SteersRunId}) is there {times} times: [{string.Join(", ", messages)}]";
            }
        }
    }

    /// <summary>The inputs that a run has taken follow its own input, in the order of admission, and come before the inputs of later runs.</summary>
    private static IEnumerable<string> CheckOrder(IReadOnlyList<string> messages, IReadOnlyList<SimulatedRun> runs)
    {
        var expected = runs.Where(run => messages.Contains(Input(run)) && IsDone(Owner(run, runs)))
            .OrderBy(run => Owner(run, runs).Info!.Sequence).ThenBy(static run => run.Info!.Sequence)
            .Select(Input).ToList();
        var actual = messages.Where(expected.Contains).ToList();
        if (!actual.SequenceEqual(expected))
        {
            yield return $"I16 the inputs are there as [{string.Join(", ", actual)}], and were admitted as [{string.Join(", ", expected)}]";
        }
    }

    private static string Input(SimulatedRun run) => $"m{run.RunId[1..]}";

    private static bool IsDone(SimulatedRun run) => run.Info is { Status: RunStatus.Success, Reason: RunStatusReason.None };

    /// <summary>The run that applies the input of a run: the one that has taken it, or the run itself.</summary>
    private static SimulatedRun Owner(SimulatedRun run, IReadOnlyList<SimulatedRun> all) =>
        run.Info is { Reason: RunStatusReason.Steered, SteersRunId: { } taker } && all.FirstOrDefault(other => other.RunId == taker && other.Info is not null) is { } owner ? owner : run;

    /// <summary>
    /// Whether the store failed until no attempt was left: for the run itself, or for the run that has taken its input or displaced it. The next run of the thread that
    /// is executed stores what is owed; there may be none.
    /// </summary>
    private static bool MayHaveStoredNothing(SimulatedRun run, IReadOnlyList<SimulatedRun> all)
    {
        if (IsDone(run) || IsDone(Owner(run, all)))
        {
            return false;
        }

        var owner = Owner(run, all).Info!;
        return run.Info!.Status == RunStatus.Error || !all.Any(other => IsDone(other) && other.Info!.Sequence > owner.Sequence);
    }
}
