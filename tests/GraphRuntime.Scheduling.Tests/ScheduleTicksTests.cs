using System.Globalization;

namespace GraphRuntime.Scheduling.Tests;

/// <summary>Which moments are ticks.</summary>
public sealed class ScheduleTicksTests
{
    [Theory]
    [InlineData("*/5 * * * *", "UTC", "2026-01-01T00:01:00Z", "2026-01-01T00:05:00Z")]
    [InlineData("0 9 * * 1-5", "Europe/Berlin", "2026-01-02T12:00:00Z", "2026-01-05T08:00:00Z")]
    [InlineData("0 9 * * *", "America/New_York", "2026-07-01T00:00:00Z", "2026-07-01T13:00:00Z")]
    [InlineData("*/10 * * * * *", "UTC", "2026-01-01T00:00:01Z", "2026-01-01T00:00:10Z")]
    [InlineData("@daily", "Asia/Tokyo", "2026-01-01T00:00:00Z", "2026-01-01T15:00:00Z")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-24T23:00:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")]
    [InlineData("0 0 29 2 *", "UTC", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00Z")]
    public void The_next_tick_is_that_of_the_time_zone(string cron, string zone, string after, string next) =>
        ScheduleTicks.Next(Schedule(cron) with { TimeZone = zone }, At(after)).Should().Be(At(next));

    [Fact]
    public void A_schedule_that_is_off_or_has_ended_has_no_next_tick()
    {
        ScheduleTicks.Next(Schedule("@hourly") with { IsEnabled = false }, At("2026-01-01T00:00:00Z")).Should().BeNull();
        ScheduleTicks.Next(Schedule("@hourly") with { EndsAt = At("2026-01-01T00:59:59Z") }, At("2026-01-01T00:00:00Z")).Should().BeNull();
        ScheduleTicks.Next(Schedule("@hourly") with { EndsAt = At("2026-01-01T01:00:00Z") }, At("2026-01-01T00:00:00Z")).Should().Be(At("2026-01-01T01:00:00Z"));
        ScheduleTicks.Next(Schedule("0 0 31 2 *"), At("2026-01-01T00:00:00Z")).Should().BeNull("there is no such day");
    }

    [Theory]
    [InlineData("* * * * * *")]
    [InlineData("*/7 * * * *")]
    [InlineData("0 3 * * *")]
    [InlineData("0 0 1 * *")]
    [InlineData("0 0 1 1 *")]
    public void The_last_tick_is_the_last_of_all_ticks(string cron)
    {
        var schedule = Schedule(cron);
        var after = At("2025-12-30T23:59:30Z");
        foreach (var through in (DateTimeOffset[])[At("2025-12-30T23:59:30Z"), At("2025-12-30T23:59:59Z"), At("2026-01-01T00:00:00Z"), At("2026-01-03T04:05:06Z")])
        {
            ScheduleTicks.Last(schedule, after, through).Should().Be(ScheduleTicks.Between(schedule, after, through).Select(static tick => (DateTimeOffset?)tick).LastOrDefault());
        }
    }

    [Theory]
    [InlineData("nonsense", "UTC")]
    [InlineData("* * * *", "UTC")]
    [InlineData("61 * * * *", "UTC")]
    [InlineData("@hourly", "Mars/Phobos")]
    public void A_schedule_that_makes_no_sense_is_refused(string cron, string zone) =>
        FluentActions.Invoking(() => ScheduleCheck.Check(Schedule(cron) with { TimeZone = zone })).Should().ThrowExactly<InvalidScheduleException>().Which.ScheduleId.Should().Be("s");

    internal static GraphSchedule Schedule(string cron) => new() { Id = "s", GraphName = "echo", Cron = cron };

    internal static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
