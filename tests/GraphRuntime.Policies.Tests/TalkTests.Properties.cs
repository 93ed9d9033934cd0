using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;
using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

/// <content>What holds whatever happens; FsCheck draws what happens, and shortens it where it does not hold.</content>
public abstract partial class TalkTests
{
    private int _threads;

    [StoreFact]
    public Task No_policy_decision_is_ever_made_on_a_stale_snapshot() =>
        CheckAsync([Move.Enqueue, Move.Interrupt, Move.Rollback, Move.Coalesce], times: 12, ConcurrentAsync);

    [StoreFact]
    public Task DT_53_Effects_happen_once_under_interrupt_rollback_with_compensation_crash_and_replay() =>
        CheckAsync([Move.Enqueue, Move.Interrupt, Move.Rollback, Move.Crash, Move.Replay], times: 12, DisplacedAsync);

    private static Task CheckAsync(Move[] moves, int times, Func<Move[], Task> holds)
    {
        var sequences = Gen.Elements(moves).NonEmptyListOf().Select(static drawn => drawn.ToArray()).ToArbitrary();
        var config = Config.QuickThrowOnFailure.WithMaxTest(times).WithStartSize(4).WithEndSize(12);
        return Task.Run(() => Check.One(config, Prop.ForAll(sequences, holds)));
    }

    /// <summary>
    /// Several callers of two coordinators admit runs at once, and no run ever starts. So the decisions have an order in which each saw exactly what the one before
    /// it had left.
    /// </summary>
    private async Task ConcurrentAsync(Move[] moves)
    {
        var thread = NewThread();
        var coordinators = new[] { _talk.Create(), _talk.Create() };
        var decisions = new ConcurrentQueue<(string RunId, HashSet<string> Saw, IReadOnlyList<string> Displaced)>();
        await Task.WhenAll(moves.Select((move, i) => Task.Run(async () =>
        {
            string[] saw = [];
            var seeing = RunPolicy.For<TalkState>().When(c => c.Where("look", context => (saw = [.. context.Runs.Select(run => run.RunId)]).Length < 0)).Reject();
            var policy = move switch
            {
                Move.Interrupt => seeing.Otherwise().Interrupt(),
                Move.Rollback => seeing.Otherwise().Rollback(),
                Move.Coalesce => seeing.Otherwise().Coalesce(),
                _ => seeing.Otherwise().Enqueue(),
            };
            var run = await SayAsync(coordinators[i % 2], $"{i}", policy, thread: thread);
            decisions.Enqueue((run.RunId, [.. saw], run.Admission!.DisplacedRunIds));
        })));

        var inFlight = new HashSet<string>();
        var left = decisions.ToList();
        while (left.Count > 0)
        {
            var next = left.FindIndex(decision => decision.Saw.SetEquals(inFlight));
            next.Should().BeGreaterThanOrEqualTo(0, "some decision must have seen {0}", string.Join(", ", inFlight));
            inFlight.ExceptWith(left[next].Displaced);
            inFlight.Add(left[next].RunId);
            left.RemoveAt(next);
        }

        var queue = await coordinators[0].GetQueueAsync(thread);
        queue.PendingRunIds.Should().BeEquivalentTo(inFlight);
    }

    private async Task DisplacedAsync(Move[] moves)
    {
        var thread = NewThread();
        var coordinator = await _talk.StartAsync(options => options.LeaseDuration = TimeSpan.FromSeconds(10));
        var runs = new List<(RunHandle Run, string Text)>();
        var gate = new Gate();
        for (var i = 0; i < moves.Length; i++)
        {
            if (moves[i] is Move.Crash or Move.Replay)
            {
                await (moves[i] == Move.Crash ? CrashAsync(runs, gate) : ReplayAsync(runs, gate, thread));
                continue;
            }

            var text = $"{thread} order {i}";
            gate = Charging(text);
            var options = new RunOptions { MultitaskStrategy = Enum.Parse<MultitaskStrategy>($"{moves[i]}") };
            runs.Add((await SayAsync(coordinator, text, options, thread, "shop"), text));
            if (i + 1 < moves.Length && moves[i + 1] != Move.Enqueue)
            {
                await _talk.PassUntilAsync(gate.Reached);
            }
            else
            {
                await FinishAsync(runs, gate);
            }
        }

        await FinishAsync(runs, gate);
        await _talk.PassUntilAsync((await SayAsync(coordinator, $"{thread} the end", thread: thread, graph: "shop")).JoinAsync());
        foreach (var (run, text) in runs)
        {
            var isGone = await IsGoneAsync(run);
            _talk.Outside.Count(text).Should().Be(1, "{0} after {1}", text, string.Join(", ", moves));
            _talk.Outside.Balance(text).Should().Be(isGone ? 0 : 1, "{0} after {1}", text, string.Join(", ", moves));
        }
    }

    /// <summary>Lets the last run charge once and then stop at a gate.</summary>
    private Gate Charging(string text)
    {
        var gate = new Gate();
        _talk.On("think", text, async context =>
        {
            await ChargeAsync(context, text);
            await gate.PassAsync(context.CancellationToken);
        });
        return gate;
    }

    private async Task FinishAsync(List<(RunHandle Run, string Text)> runs, Gate gate)
    {
        gate.Open();
        if (runs.Count > 0)
        {
            await _talk.PassUntilAsync(runs[^1].Run.JoinAsync());
        }
    }

    private async Task CrashAsync(List<(RunHandle Run, string Text)> runs, Gate gate)
    {
        if (runs.Count > 0 && !(await runs[^1].Run.GetAsync()).IsFinal)
        {
            await TakeAwayAsync(runs[^1].Run);
            await FinishAsync(runs, gate);
        }
    }

    private async Task ReplayAsync(List<(RunHandle Run, string Text)> runs, Gate gate, string thread)
    {
        await FinishAsync(runs, gate);
        var history = await _talk.Shop.GetHistoryAsync(thread).ToListAsync();
        if (history.Find(snapshot => snapshot.Next.SequenceEqual(["think"])) is { } past)
        {
            await _talk.Shop.InvokeAsync(GraphInput.Resume, past.Thread);
        }
    }

    private string NewThread() => $"thread {Interlocked.Increment(ref _threads)}";
}
