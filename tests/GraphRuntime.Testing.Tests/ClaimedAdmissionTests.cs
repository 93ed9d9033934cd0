using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Threads.Bench;
using GraphRuntime.Threads;

namespace GraphRuntime.Testing.Tests;

/// <summary>A store may leave out the claim that an admission brings; this library's own stores claim whenever nothing stands before the run.</summary>
public sealed class ClaimedAdmissionTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_that_rolls_back_all_others_is_claimed_also_where_one_of_them_had_taken_an_input(bool tookInput)
    {
        var time = new VirtualTimeProvider();
        var subject = new RunStoreSubject(new InMemoryRunStore(new InMemoryCheckpointer(), time), new InMemoryCheckpointer(), time);
        var bench = new RunBench(subject, subject, CancellationToken.None);
        var run = await bench.AdmitAsync(RunBench.NewThreadId());
        var lease = (await bench.ClaimOneAsync()).Lease;
        if (tookInput)
        {
            await bench.AdmitAsync(run.ThreadId, decide: _ => new AdmissionDecision { Admitted = true, Strategy = MultitaskStrategy.Steer, SteersRunId = run.RunId });
            (await bench.Store.TakeSteeredAsync(new SteeredTake(lease), CancellationToken.None)).Should().ContainSingle();
        }

        await bench.ReleaseAsync(lease);
        var request = new AdmissionRequest(bench.Run(run.ThreadId), RunBench.Displace(DisplacementKind.Rollback)) { Claim = new RunClaim("owner", RunBench.Lease, 1) };
        var result = await bench.Store.AdmitAsync(request, CancellationToken.None);

        result.Claimed!.Run.Status.Should().Be(RunStatus.Running);
        result.Claimed.Owed.Should().BeEmpty();
    }
}
