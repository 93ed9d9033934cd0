using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Diagnostics;
using GraphRuntime.Threads.Tests;
using Microsoft.Extensions.Logging;

namespace GraphRuntime.Policies.Tests;

public abstract partial class TalkTests
{
    [StoreFact]
    public async Task DT_47_Every_admission_leaves_a_log_line_a_measurement_and_a_span_and_none_shows_the_input()
    {
        const string secret = "my password is hunter2";
        var thread = $"records {GetType().Name}";
        var decisions = new ConcurrentQueue<(string? Strategy, string? Decision)>();
        var spans = new ConcurrentQueue<Activity>();
        using var meter = Measuring(decisions);
        using var tracing = Tracing(spans);
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, secret, thread: thread);

        var second = await SayAsync(coordinator, secret, RunPolicy.Intent("password"), thread: thread);
        await coordinator.Invoking(c => SayAsync(c, secret, RunPolicy.Always(MultitaskStrategy.Reject), thread: thread).AsTask()).Should().ThrowAsync<RunConflictException>();

        var lines = _talk.Logged.Entries.Where(line => line.Text.Contains(thread, StringComparison.Ordinal)).ToArray();
        lines.Should().Contain(line => line.Id == 2001 && line.Level == LogLevel.Information && line.Text.Contains(second.RunId) && line.Text.Contains("Rollback"));
        lines.Should().Contain(line => line.Id == 2002 && line.Level == LogLevel.Warning && line.Text.Contains("Reject") && line.Text.Contains("Conflict"));
        lines.Should().Contain(line => line.Id == 2004 && line.Level == LogLevel.Debug && line.Text.Contains("Rollback"));
        _talk.Logged.Entries.Should().NotContain(line => line.Text.Contains("hunter2", StringComparison.Ordinal));
        decisions.Should().Contain(("rollback", "admitted")).And.Contain(("reject", "conflict"));
        var mine = spans.Where(span => Equals(span.GetTagItem("graphruntime.thread.id"), thread)).ToArray();
        mine.Select(span => (span.GetTagItem("graphruntime.strategy"), span.GetTagItem("graphruntime.outcome")))
            .Should().Contain(("rollback", "admitted")).And.Contain(("reject", "refused"));
        mine.SelectMany(span => span.TagObjects).Should().NotContain(tag => $"{tag.Value}".Contains("hunter2"));
        (await IsGoneAsync(first)).Should().BeTrue();
        gate.Open();
    }

    private static MeterListener Measuring(ConcurrentQueue<(string? Strategy, string? Decision)> decisions)
    {
        var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "graphruntime.run.admissions")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => decisions.Enqueue((Tag(tags, "strategy"), Tag(tags, "decision"))));
        listener.Start();
        return listener;
    }

    private static string? Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == name)
            {
                return tag.Value as string;
            }
        }

        return null;
    }

    private static ActivityListener Tracing(ConcurrentQueue<Activity> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "GraphRuntime",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
