using Npgsql;

namespace GraphRuntime.Postgres.Tests;

public sealed class RetryTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(10);
    private readonly JumpingTime _time = new();
    private readonly List<TimeSpan> _attempts = [];

    [Fact]
    public async Task Nothing_is_tried_after_the_budget_is_used_up()
    {
        var failure = await FluentActions.Awaiting(() => RunAsync(PostgresCall.Long, int.MaxValue)).Should().ThrowAsync<StorageException>();

        failure.Which.IsTransient.Should().BeTrue();
        _attempts.Should().HaveCountGreaterThan(10).And.BeInAscendingOrder().And.OnlyContain(at => at < Budget);
    }

    [Fact]
    public async Task A_failure_that_passes_is_not_seen()
    {
        (await RunAsync(PostgresCall.Long, 3)).Should().Be(4);
        (await RunAsync(PostgresCall.Once, 3)).Should().Be(4);
    }

    [Fact]
    public async Task A_call_that_must_not_be_repeated_fails_when_its_outcome_is_unknown()
    {
        await FluentActions.Awaiting(() => RunAsync(PostgresCall.Once, 3, PostgresErrorCodes.ConnectionFailure)).Should().ThrowAsync<StorageException>();
        _attempts.Should().HaveCount(1);
    }

    [Fact]
    public async Task A_failure_that_stays_is_not_retried()
    {
        await FluentActions.Awaiting(() => RunAsync(PostgresCall.Short, 3, PostgresErrorCodes.InvalidPassword)).Should().ThrowAsync<StorageException>();
        _attempts.Should().HaveCount(1);
    }

    private Task<int> RunAsync(PostgresCall call, int failures, string state = PostgresErrorCodes.DeadlockDetected)
    {
        var (start, tries) = (_time.GetTimestamp(), 0);
        return new PostgresRetry(_time, Budget).RunAsync(
            this,
            (self, _, _) =>
            {
                self._attempts.Add(_time.GetElapsedTime(start));
                return ++tries > failures ? ValueTask.FromResult(tries) : throw new PostgresException("message", "ERROR", "ERROR", state);
            },
            call,
            default).AsTask();
    }

    /// <summary>A clock on which every pause is over at once, and has taken its time. Timers that stand for deadlines do not fire.</summary>
    private sealed class JumpingTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime < Budget)
            {
                _now += dueTime.Ticks;
                callback(state);
            }

            return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
