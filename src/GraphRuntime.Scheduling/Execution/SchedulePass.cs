namespace GraphRuntime.Scheduling;

/// <summary>Looks at all schedules once, and starts the runs of the ticks that are due.</summary>
internal sealed partial class SchedulePass(
    GraphSchedules schedules, ScheduleBook book, TickStarter starter, IEnumerable<DeclaredSchedule> declared, SchedulingOptions options, TimeProvider time, ILogger<SchedulePass> logger)
{
    /// <summary>How many missed ticks of one schedule are started in one pass.</summary>
    private const int MaxTicks = 100;

    private readonly DeclaredSchedule[] _declared = [.. declared];

    /// <summary>Starts what is due.</summary>
    /// <returns>The next tick of any schedule; <see langword="null"/> where there is none.</returns>
    public async ValueTask<DateTimeOffset?> RunAsync(CancellationToken cancellationToken)
    {
        var stored = await schedules.ListAsync(cancellationToken).ConfigureAwait(false);
        var progress = await book.ListProgressAsync(cancellationToken).ConfigureAwait(false);
        DateTimeOffset? next = null;
        foreach (var (schedule, input) in _declared.Select(static one => (one.Schedule, (Func<DateTimeOffset, GraphInput?>?)one.Input)).Concat(stored.Select(static one => (one, (Func<DateTimeOffset, GraphInput?>?)null))))
        {
            if (starter.Knows(schedule) && await TryAdvanceAsync(schedule, input, progress, cancellationToken).ConfigureAwait(false) is { } tick && !(tick >= next))
            {
                next = tick;
            }
        }

        return next;
    }

    /// <summary>A schedule that cannot be read, which another version may have stored, does not stop the others.</summary>
    private async ValueTask<DateTimeOffset?> TryAdvanceAsync(
        GraphSchedule schedule, Func<DateTimeOffset, GraphInput?>? input, Dictionary<string, DateTimeOffset> progress, CancellationToken cancellationToken)
    {
        try
        {
            return await AdvanceAsync(schedule, input, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidScheduleException exception)
        {
            Invalid(logger, exception, schedule.Id);
            return null;
        }
    }

    private async ValueTask<DateTimeOffset?> AdvanceAsync(
        GraphSchedule schedule, Func<DateTimeOffset, GraphInput?>? input, Dictionary<string, DateTimeOffset> progress, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!progress.TryGetValue(schedule.Id, out var through) && input is not null)
        {
            // A schedule of the code begins with the first process that has it.
            await book.SaveProgressAsync(schedule.Id, now, cancellationToken).ConfigureAwait(false);
            through = now;
        }

        // What a schedule was before it was changed, or while it was off, is past.
        through = through < schedule.UpdatedAt ? schedule.UpdatedAt : through;
        foreach (var (tick, isRun) in Due(schedule, through, now))
        {
            if (isRun)
            {
                await starter.StartAsync(schedule, tick, input, cancellationToken).ConfigureAwait(false);
            }

            // After the start: a process that ends in between leaves the tick to the next one, which finds the same run.
            await book.SaveProgressAsync(schedule.Id, tick, cancellationToken).ConfigureAwait(false);
            through = tick;
        }

        return ScheduleTicks.Next(schedule, through);
    }

    private IEnumerable<(DateTimeOffset Tick, bool IsRun)> Due(GraphSchedule schedule, DateTimeOffset through, DateTimeOffset now)
    {
        if (schedule.Missed == MissedTicks.RunAll)
        {
            return ScheduleTicks.Between(schedule, through, now).Take(MaxTicks).Select(static tick => (tick, true));
        }

        return ScheduleTicks.Last(schedule, through, now) is { } last ? [(last, schedule.Missed == MissedTicks.RunLast || now - last <= options.MaxLateness)] : [];
    }

    [LoggerMessage(EventId = 5003, Level = LogLevel.Warning, Message = "Schedule {ScheduleId} cannot be executed.")]
    private static partial void Invalid(ILogger logger, Exception exception, string scheduleId);
}
