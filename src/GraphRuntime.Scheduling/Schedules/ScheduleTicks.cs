using Cronos;

namespace GraphRuntime.Scheduling;

/// <summary>The ticks of schedules. Nothing here looks at a clock.</summary>
internal static class ScheduleTicks
{
    /// <summary>How far back the last tick is looked for first: a schedule with many ticks has one nearby.</summary>
    private static readonly TimeSpan[] s_windows = [TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromDays(32)];

    public static CronExpression Parse(GraphSchedule schedule)
    {
        try
        {
            var fields = schedule.Cron.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length;
            return CronExpression.Parse(schedule.Cron, fields == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard);
        }
        catch (CronFormatException exception)
        {
            throw new InvalidScheduleException(schedule.Id, $"'{schedule.Cron}' is no cron expression: {exception.Message}", exception);
        }
    }

    public static TimeZoneInfo ZoneOf(GraphSchedule schedule) => TimeZoneInfo.TryFindSystemTimeZoneById(schedule.TimeZone, out var zone)
        ? zone
        : throw new InvalidScheduleException(schedule.Id, $"There is no time zone '{schedule.TimeZone}'. Give an IANA name, for example 'Europe/Berlin'.");

    /// <summary>The first tick after a moment; <see langword="null"/> where there is none, or the schedule is off.</summary>
    public static DateTimeOffset? Next(GraphSchedule schedule, DateTimeOffset after) =>
        schedule.IsEnabled && Parse(schedule).GetNextOccurrence(after.ToUniversalTime(), ZoneOf(schedule)) is { } next && !(next > schedule.EndsAt) ? next.ToUniversalTime() : null;

    /// <summary>The first ticks after one moment, up to another one.</summary>
    public static IEnumerable<DateTimeOffset> Between(GraphSchedule schedule, DateTimeOffset after, DateTimeOffset through)
    {
        for (var tick = Next(schedule, after); tick <= through; tick = Next(schedule, tick.Value))
        {
            yield return tick.Value;
        }
    }

    /// <summary>The last tick after one moment, up to another one.</summary>
    public static DateTimeOffset? Last(GraphSchedule schedule, DateTimeOffset after, DateTimeOffset through)
    {
        var end = through > schedule.EndsAt ? schedule.EndsAt.Value : through;
        foreach (var window in s_windows.Where(window => end - window > after))
        {
            if (LastBetween(schedule, end - window, through) is { } near)
            {
                return near;
            }
        }

        return LastBetween(schedule, after, through);
    }

    private static DateTimeOffset? LastBetween(GraphSchedule schedule, DateTimeOffset after, DateTimeOffset through)
    {
        DateTimeOffset? last = null;
        foreach (var tick in Between(schedule, after, through))
        {
            last = tick;
        }

        return last;
    }
}
