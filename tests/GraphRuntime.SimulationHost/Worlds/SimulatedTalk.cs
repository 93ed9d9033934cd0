using System.Collections.Immutable;

namespace GraphRuntime.Testing.Simulations;

/// <summary>A conversation of two nodes that take their time, and one that does not hear when it should stop.</summary>
internal static class SimulatedTalk
{
    private static readonly MultitaskStrategy[] Strategies = Enum.GetValues<MultitaskStrategy>();

    [ThreadStatic]
    private static StateReader<TalkState>? _reader;

    public static SimulationOptions Options(SimulatedFaults faults = SimulatedFaults.All) => new()
    {
        Graphs = static graphs => graphs.AddGraph<TalkState>("talk", Build),
        Messages = static (number, random) => new SimulatedMessage(
            $"thread{random.Next(2)}", "talk", new TalkState.Update { Messages = [$"m{number}"] }, new RunOptions { MultitaskStrategy = Strategies[random.Next(4)] }),
        MessageCount = 5,
        Faults = faults,
        Check = Check,
    };

    /// <summary>The answer is tried again when it takes too long, which it does where its process stands still. It is said aloud once, before it is thought over.</summary>
    private static void Build(StateGraph<TalkState> graph) => graph
        .AddNode("think", static (state, context) => SayAsync("think", state.Messages[^1], context))
        .AddNode(
            "answer",
            static async (state, context) =>
            {
                var text = state.Messages[^1]["think(".Length..^1];
                await Aloud.SayOnceAsync(text, context);
                return await SayAsync("answer", text, context);
            },
            new NodeOptions { Timeout = TimeSpan.FromSeconds(40), Retry = new RetryPolicy { MaxAttempts = 1000, ShouldRetry = static _ => true } })
        .AddEdge(Graph.Start, "think")
        .AddEdge("think", "answer");

    private static async ValueTask<NodeResult<TalkState>> SayAsync(string node, string text, NodeContext context)
    {
        var ignoresItsToken = text.EndsWith('3');
        await SimulatedWork.TakeAsync(TimeSpan.FromSeconds(ignoresItsToken ? 20 : 3), context.TimeProvider, ignoresItsToken ? CancellationToken.None : context.CancellationToken);
        return new TalkState.Update { Messages = [$"{node}({text})"] };
    }

    /// <summary>Every thread says what its runs say: in order, once, whole where a run succeeded, and nothing of those that were rolled back.</summary>
    private static IEnumerable<string> Check(SimulationOutcome outcome)
    {
        var reader = _reader ??= new StateReader<TalkState>("talk", Build);
        return Aloud.Check(outcome.Runs)
            .Concat(outcome.Runs.GroupBy(run => run.Message.ThreadId).SelectMany(thread => CheckThread(reader.Read(outcome, thread.Key).Messages, thread.Key, thread)))
            .ToList();
    }

    private static IEnumerable<string> CheckThread(ImmutableArray<string> messages, string threadId, IEnumerable<SimulatedRun> runs)
    {
        var turns = Turns(messages);
        var ended = runs.Where(run => run.Info is not null).OrderBy(run => run.Info!.Sequence).ToList();
        var kept = ended.Where((run, place) => turns.Exists(turn => turn.Run == run.RunId) || !MayHaveStoredNothing(run, ended[(place + 1)..])).ToList();
        if (!turns.Select(turn => turn.Run).SequenceEqual(kept.Select(run => run.RunId)))
        {
            yield return $"I5 {threadId} says [{string.Join(", ", messages)}] while its runs are [{string.Join(", ", kept.Select(run => $"{run.RunId} {run.Info!.Status}"))}]";
            yield break;
        }

        foreach (var (run, (_, answers)) in kept.Zip(turns))
        {
            var whole = new[] { $"think(m{run.RunId[1..]})", $"answer(m{run.RunId[1..]})" };
            if (!answers.SequenceEqual(whole.Take(run.Info!.Status == RunStatus.Success ? 2 : answers.Count)))
            {
                yield return $"I4 {run.RunId} ended as {run.Info.Status} and left [{string.Join(", ", answers)}]";
            }
        }
    }

    /// <summary>
    /// Whether the store failed until no attempt was left: for the run itself, or for the run that displaced it and still owed its input. The input of a displaced
    /// run is then stored by the next run of the thread that is executed.
    /// </summary>
    private static bool MayHaveStoredNothing(SimulatedRun run, List<SimulatedRun> later) => run.Info!.Status == RunStatus.Error
        || (run.Info.Status == RunStatus.Interrupted && later.Count > 0 && later.TrueForAll(static next => next.Info!.Status is RunStatus.Error or RunStatus.Interrupted));

    private static List<(string Run, List<string> Answers)> Turns(IEnumerable<string> messages)
    {
        var turns = new List<(string Run, List<string> Answers)>();
        foreach (var message in messages)
        {
            if (message.StartsWith('m'))
            {
                turns.Add(("r" + message[1..], []));
            }
            else if (turns.Count > 0)
            {
                turns[^1].Answers.Add(message);
            }
        }

        return turns;
    }
}
