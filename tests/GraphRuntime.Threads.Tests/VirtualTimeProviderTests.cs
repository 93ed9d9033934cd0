using GraphRuntime.Testing;

namespace GraphRuntime.Threads.Tests;

public sealed class VirtualTimeProviderTests
{
    private readonly VirtualTimeProvider _time = new();
    private readonly List<string> _fired = [];

    [Fact]
    public void Timers_fire_in_the_order_of_their_moments_and_see_them()
    {
        var start = _time.GetUtcNow();
        Timer("late", 3);
        Timer("early", 1);
        Timer("never", 4);

        _time.Advance(TimeSpan.FromSeconds(3));

        _fired.Should().Equal("early at 1", "late at 3");
        _time.GetUtcNow().Should().Be(start + TimeSpan.FromSeconds(3));
        _time.NextTimerIn.Should().Be(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_timer_set_by_a_timer_fires_in_the_same_advance_if_its_moment_comes()
    {
        using var first = _time.CreateTimer(_ => Timer("second", 1), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        _time.Advance(TimeSpan.FromSeconds(2));

        _fired.Should().Equal("second at 2");
    }

    [Fact]
    public void A_period_repeats_and_a_disposed_timer_is_silent()
    {
        var count = 0;
        var timer = _time.CreateTimer(_ => count++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        _time.Advance(TimeSpan.FromSeconds(5));
        timer.Dispose();
        _time.Advance(TimeSpan.FromSeconds(5));

        count.Should().Be(5);
    }

    private void Timer(string name, int seconds)
    {
        var start = new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
        _time.CreateTimer(_ => _fired.Add($"{name} at {(_time.GetUtcNow() - start).TotalSeconds}"), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
    }
}
