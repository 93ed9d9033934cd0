using GraphRuntime.Threads;
using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

/// <summary>Code of an application runs where it cannot hold up, or see, anybody else.</summary>
public abstract partial class TalkTests
{
    private static readonly AsyncLocal<string?> Caller = new();

    [StoreFact]
    public async Task A_rule_sees_the_ambient_context_of_its_own_caller()
    {
        var coordinator = _talk.Create();
        var foreign = 0;

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            Caller.Value = $"caller-{i}";
            var policy = RunPolicy.For<TalkState>().When(facts => facts.Where("own", _ =>
            {
                Interlocked.Add(ref foreign, Caller.Value == $"caller-{i}" ? 0 : 1);
                return true;
            })).Enqueue().Otherwise().Enqueue();
            await SayAsync(coordinator, "hello", new RunOptions { Policy = policy }, $"thread-{i % 10}");
        })));

        foreign.Should().Be(0);
    }

    [StoreFact]
    public async Task A_rule_may_use_the_store_and_a_slow_rule_holds_nobody_up()
    {
        var coordinator = _talk.Create();
        using var inside = new SemaphoreSlim(0);
        using var free = new ManualResetEventSlim();
        var slow = RunPolicy.For<TalkState>().When(facts => facts.Where("slow", _ =>
        {
            inside.Release();
            return free.Wait(TimeSpan.FromMinutes(1));
        })).Enqueue().Otherwise().Enqueue();
        var uses = RunPolicy.For<TalkState>().When(facts => facts.Where("uses the store", _ =>
        {
            coordinator.CreateThreadAsync(new ThreadOptions { ThreadId = "made by a rule" }).AsTask().GetAwaiter().GetResult();
            return true;
        })).Enqueue().Otherwise().Enqueue();

        var waits = Task.Run(async () => await SayAsync(coordinator, "slow", slow));
        await inside.WaitAsync().Soon();
        await SayAsync(coordinator, "other thread", uses, thread: "other").AsTask().Soon();
        await SayAsync(coordinator, "same thread").AsTask().Soon();
        free.Set();

        (await waits.Soon()).Admission!.Ahead.Should().Be(1, "the thread changed while the rule decided, and it decided again");
        (await coordinator.GetThreadAsync("made by a rule")).Should().NotBeNull();
    }
}
