using FluentAssertions;
using GraphRuntime.Checkpointing;
using Xunit;

namespace GraphRuntime.Threads.Tests;

public sealed class InMemoryRunStoreTests
{
    [Fact]
    public async Task A_run_that_is_admitted_while_a_claim_begins_is_not_lost()
    {
        var clock = new Clock();
        var store = new InMemoryRunStore(new InMemoryCheckpointer(), clock);
        clock.OnNextRead = () => store
            .AdmitAsync(new AdmissionRequest(Run(), static _ => new AdmissionDecision { Admitted = true }), CancellationToken.None).AsTask().Wait();

        var first = await ClaimAsync(store);
        var second = await ClaimAsync(store);

        first.Concat(second).Should().ContainSingle().Which.Run.RunId.Should().Be("run");
    }

    private static async Task<IReadOnlyList<ClaimedRun>> ClaimAsync(InMemoryRunStore store) =>
        (await store.ClaimAsync(new RunClaim("owner", TimeSpan.FromSeconds(10), 10), CancellationToken.None)).Runs;

    private static NewRun Run() => new()
    {
        RunId = "run",
        ThreadId = "thread",
        GraphName = "graph",
        Input = "{}"u8.ToArray(),
        MaxAttempts = 3,
        CreateThread = true,
    };

    /// <summary>A clock that goes on with every look, and lets something happen between two looks.</summary>
    private sealed class Clock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public Action? OnNextRead { get; set; }

        public override DateTimeOffset GetUtcNow()
        {
            var now = _now += TimeSpan.FromMilliseconds(1);
            var happens = OnNextRead;
            OnNextRead = null;
            happens?.Invoke();
            return now;
        }
    }
}
