namespace GraphRuntime.Threads.Tests;

public sealed class RunOutcomeTests
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    public static TheoryData<string, RunStatus, RunStatusReason> Stops => new()
    {
        { nameof(StopReason.None), RunStatus.Error, RunStatusReason.None },
        { nameof(StopReason.Failed), RunStatus.Error, RunStatusReason.None },
        { nameof(StopReason.Displaced), RunStatus.Interrupted, RunStatusReason.Displaced },
        { nameof(StopReason.Cancelled), RunStatus.Interrupted, RunStatusReason.Cancelled },
        { nameof(StopReason.TimedOut), RunStatus.Timeout, RunStatusReason.None },
    };

    [Theory]
    [MemberData(nameof(Stops))]
    public void A_body_that_throws_ends_as_it_was_asked_to(string stop, RunStatus status, RunStatusReason reason)
    {
        var outcome = RunOutcome.Decide(Enum.Parse<StopReason>(stop), new BodyEnd(null, new OperationCanceledException()), Retry);

        outcome.Settlement.Should().BeEquivalentTo(new { Status = status, Reason = reason });
        outcome.Release.Should().BeNull();
    }

    [Fact]
    public void A_result_counts_even_if_the_run_was_asked_to_stop()
    {
        var result = new ThreadGraphResult(ThreadGraphEnd.Completed, default);
        foreach (var stop in new[] { StopReason.None, StopReason.HostStopping, StopReason.TimedOut, StopReason.Cancelled, StopReason.Displaced })
        {
            RunOutcome.Decide(stop, new BodyEnd(result, null), Retry).Settlement!.Status.Should().Be(RunStatus.Success);
        }
    }

    [Fact]
    public void A_run_that_was_taken_away_is_nobodys_to_settle()
    {
        var result = new ThreadGraphResult(ThreadGraphEnd.Completed, default);

        RunOutcome.Decide(StopReason.LeaseLost, new BodyEnd(result, null), Retry).Should().Be(new RunOutcome(null, null));
    }

    [Fact]
    public void What_a_fence_or_a_store_outage_stopped_is_tried_again_and_counts()
    {
        Exception[] passing = [new StaleEpochException("thread", 1, 2), new StaleHeadException("thread", "", 1, 2), new StorageException(StorageProblem.Busy, "busy")];
        foreach (var exception in passing)
        {
            RunOutcome.Decide(StopReason.None, new BodyEnd(null, exception), Retry).Release.Should().Be(new RunRelease(RunStatusReason.LeaseLost, true, Retry));
        }

        RunOutcome.Decide(StopReason.None, new BodyEnd(null, new StorageException(StorageProblem.Full, "full")), Retry).Settlement!.Status.Should().Be(RunStatus.Error);
    }

    [Fact]
    public void A_drained_run_goes_back_without_burning_an_attempt()
    {
        var drained = new BodyEnd(new ThreadGraphResult(ThreadGraphEnd.Drained, default), null);

        foreach (var end in new[] { drained, BodyEnd.Abandoned, new BodyEnd(null, new OperationCanceledException()) })
        {
            RunOutcome.Decide(StopReason.HostStopping, end, Retry).Release.Should().Be(new RunRelease(RunStatusReason.HostStopping, false, TimeSpan.Zero));
        }
    }
}
