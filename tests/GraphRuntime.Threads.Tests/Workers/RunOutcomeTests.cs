namespace GraphRuntime.Threads.Tests;

public sealed class RunOutcomeTests
{
    private static readonly RetryRule Retry = new(IsLast: false, TimeSpan.FromSeconds(1));

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
            RunOutcome.Decide(StopReason.None, new BodyEnd(null, exception), Retry).Release.Should().Be(new RunRelease(RunStatusReason.LeaseLost, true, Retry.Delay));
        }

        RunOutcome.Decide(StopReason.None, new BodyEnd(null, new StorageException(StorageProblem.Full, "full")), Retry).Settlement!.Status.Should().Be(RunStatus.Error);
    }

    [Fact]
    public void The_last_attempt_ends_the_run_whatever_stopped_it()
    {
        Exception[] passing = [new StaleHeadException("thread", "", 1, 2), new StorageException(StorageProblem.Busy, "busy"), new StorageException(StorageProblem.Unavailable, "away")];
        foreach (var exception in passing)
        {
            RunOutcome.Decide(StopReason.None, new BodyEnd(null, exception), Retry with { IsLast = true }).Settlement
                .Should().BeEquivalentTo(new { Status = RunStatus.Error, Error = exception.Message });
        }
    }

    [Fact]
    public void The_wait_doubles_with_each_attempt_up_to_its_bound()
    {
        var options = new CoordinatorOptions { RetryBackoff = TimeSpan.FromSeconds(1), MaxRetryBackoff = TimeSpan.FromSeconds(10) };
        StoredRun Attempt(int number) => new()
        {
            RunId = "run",
            ThreadId = "thread",
            GraphName = "chat",
            Sequence = 1,
            Status = RunStatus.Running,
            Attempt = number,
            MaxAttempts = 6,
            NotBefore = default,
            CreatedAt = default,
        };

        Enumerable.Range(1, 6).Select(number => RetryRule.Of(Attempt(number), options)).Should().Equal(
            new RetryRule(false, TimeSpan.FromSeconds(1)),
            new RetryRule(false, TimeSpan.FromSeconds(2)),
            new RetryRule(false, TimeSpan.FromSeconds(4)),
            new RetryRule(false, TimeSpan.FromSeconds(8)),
            new RetryRule(false, TimeSpan.FromSeconds(10)),
            new RetryRule(true, TimeSpan.FromSeconds(10)));
    }

    [Theory]
    [InlineData("throws")]
    [InlineData("null")]
    [InlineData("long")]
    public void An_exception_of_a_node_is_named_whatever_its_message_is(string message)
    {
        var end = new BodyEnd(null, new OddException(message));

        var error = RunOutcome.Decide(StopReason.None, end, Retry).Settlement!.Error!;

        error.Should().NotBeEmpty();
        error.Length.Should().BeLessThan(5000);
    }

    private sealed class OddException(string kind) : Exception
    {
        public override string Message => kind switch
        {
            "throws" => throw new InvalidTimeZoneException("no message"),
            "null" => null!,
            _ => new string('x', 5_000_000),
        };
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
