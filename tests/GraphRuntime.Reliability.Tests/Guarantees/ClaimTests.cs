using GraphRuntime.Checkpointing;
using GraphRuntime.Threads;

namespace GraphRuntime.Reliability.Tests.Guarantees;

public sealed class ClaimTests
{
    [Fact]
    public async Task G_23_A_run_that_is_admitted_in_the_middle_of_a_claim_is_claimed_without_any_hint()
    {
        var clock = new InterruptingClock();
        var store = new InMemoryRunStore(new InMemoryCheckpointer(), clock);
        clock.AtNextLook = () => store.AdmitAsync(
            new AdmissionRequest(
                new NewRun { RunId = "run", ThreadId = "thread", GraphName = "graph", Input = default, MaxAttempts = 3, CreateThread = true },
                static _ => new AdmissionDecision { Admitted = true, Strategy = MultitaskStrategy.Enqueue }),
            CancellationToken.None).AsTask().GetAwaiter().GetResult();
        var claim = new RunClaim("owner", TimeSpan.FromSeconds(30), 10);
        var first = await store.ClaimAsync(claim, CancellationToken.None);
        var second = await store.ClaimAsync(claim, CancellationToken.None);
        first.Runs.Concat(second.Runs).Select(run => run.Run.RunId).Should().Equal("run");
    }

    /// <summary>Something happens between a look at the clock and what is done with the time.</summary>
    private sealed class InterruptingClock : TimeProvider
    {
        private DateTimeOffset _now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public Action? AtNextLook { get; set; }

        public override DateTimeOffset GetUtcNow()
        {
            var seen = _now;
            _now += TimeSpan.FromMilliseconds(1);
            var then = AtNextLook;
            AtNextLook = null;
            then?.Invoke();
            return seen;
        }
    }
}
