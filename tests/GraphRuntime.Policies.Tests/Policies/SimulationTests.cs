namespace GraphRuntime.Policies.Tests;

public sealed class SimulationTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_trace_shows_which_message_would_have_met_which_strategy()
    {
        var trace = new[] { Arrival(0, 60, "one"), Arrival(3, 60, "two"), Arrival(20, 60, "three"), Arrival(70, 60, "four"), Arrival(71, 5, "five"), Arrival(500, 1, "six") };

        var outcome = RunPolicy.Adaptive.Simulate(trace);

        outcome.Select(admission => (admission.Arrival.Text, admission.Strategy, admission.Admitted)).Should().Equal(
            ("one", MultitaskStrategy.Enqueue, true),
            ("two", MultitaskStrategy.Rollback, true),
            ("three", MultitaskStrategy.Interrupt, true),
            ("four", MultitaskStrategy.Enqueue, true),
            ("five", MultitaskStrategy.Reject, false),
            ("six", MultitaskStrategy.Enqueue, true));
        outcome[1].Displaced.Should().ContainSingle().Which.Text.Should().Be("one");
        outcome[3].InFlight.Should().Be(1);
        outcome[3].Rule.Should().Be("otherwise: Enqueue");
        outcome[5].Rule.Should().Contain("StartNow");
    }

    [Fact]
    public void Words_and_hints_of_a_trace_count_and_threads_are_apart()
    {
        var trace = new[]
        {
            Arrival(0, 60, "one"),
            Arrival(1, 60, "算了") with { ThreadId = "other" },
            Arrival(2, 60, "算了"),
            Arrival(3, 60, "expensive") with { Hints = new RunHints { Expensive = true } },
        };

        RunPolicy.Intent().Simulate(trace).Select(admission => admission.Displaced.Count).Should().Equal(0, 0, 1, 0);
        RunPolicy.Intent().Simulate(trace)[3].Admitted.Should().BeFalse();
    }

    [Fact]
    public void A_debounced_trace_runs_once_after_the_last_message()
    {
        var outcome = RunPolicy.Debounce(TimeSpan.FromSeconds(2)).Simulate([Arrival(0, 1, "a"), Arrival(1, 1, "b"), Arrival(2, 1, "c"), Arrival(10, 1, "d")]);

        outcome.Select(admission => admission.Displaced.Count).Should().Equal(0, 1, 1, 0);
        outcome[3].InFlight.Should().Be(0);
    }

    private static RecordedArrival Arrival(double second, double lasts, string text) => new()
    {
        ThreadId = "thread",
        At = Start + TimeSpan.FromSeconds(second),
        Duration = TimeSpan.FromSeconds(lasts),
        Text = text,
    };
}
