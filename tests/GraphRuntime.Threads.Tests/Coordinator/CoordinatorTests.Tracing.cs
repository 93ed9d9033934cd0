using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace GraphRuntime.Threads.Tests;

/// <content>A trace leads from the request that creates a run to its nodes, whichever process executes it.</content>
public abstract partial class CoordinatorTests
{
    [StoreFact]
    public async Task A_trace_leads_from_the_request_through_admission_and_wait_and_each_attempt_to_each_node()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = Listen(spans);
        using var source = new ActivitySource(Unique.Name("requests"));
        using var requests = Listen(source);
        var thread = $"traced {GetType().Name}";
        Chat.On("answer", "one", _ => Chat.Log.Count(static call => call == "answer(one)") == 1 ? throw new StorageException(StorageProblem.Busy, "busy") : Task.CompletedTask);
        RunHandle run;
        ActivityTraceId trace;
        using (var request = source.StartActivity("POST /messages"))
        {
            // Another process than the one that executes the run.
            run = await SayAsync(_world.Create(), "one", thread: thread);
            trace = request!.TraceId;
        }

        await _world.StartAsync();
        (await _world.PassUntilAsync(run.JoinAsync())).Status.Should().Be(RunStatus.Success);

        Activity[] Mine() => [.. spans.Where(span => Equals(span.GetTagItem("graphruntime.run.id"), run.RunId) && Equals(span.GetTagItem("graphruntime.thread.id"), thread))];
        await _world.PassUntilAsync(() => Mine().Count(static span => span.OperationName == "graph.run") == 2);
        var mine = Mine();
        mine.Should().OnlyContain(span => span.TraceId == trace);
        var admission = mine.Single(static span => span.OperationName == "graphruntime.run.admit");
        var attempts = mine.Where(static span => span.OperationName == "graph.run").ToArray();
        attempts.Select(static span => span.GetTagItem("graphruntime.attempt")).Should().Equal(1, 2);
        attempts.Should().OnlyContain(span => span.ParentSpanId == admission.SpanId);
        mine.Where(static span => span.OperationName == "graphruntime.run.wait").Should().HaveCount(2).And.OnlyContain(span => span.ParentSpanId == admission.SpanId);
        mine.Where(static span => span.OperationName == "graph.node")
            .Select(span => (span.GetTagItem("graphruntime.node"), Array.FindIndex(attempts, attempt => attempt.SpanId == span.ParentSpanId), span.Status))
            .Should().Equal(("think", 0, ActivityStatusCode.Unset), ("answer", 0, ActivityStatusCode.Error), ("answer", 1, ActivityStatusCode.Unset));
    }

    [StoreFact]
    public async Task The_node_that_failed_is_named_in_the_run_and_in_the_log_and_its_message_is_logged_at_debug()
    {
        Chat.On("answer", "one", static _ => throw new InvalidTimeZoneException("the input was secret"));
        var coordinator = await _world.StartAsync();

        var end = await (await SayAsync(coordinator, "one")).JoinAsync().Soon();

        end.Error.Should().Be("Node 'answer': the input was secret");
        await _world.PassUntilAsync(() => _world.Logged.Of(2026).Count > 0);
        _world.Logged.Of(2011).Should().ContainSingle(static entry => entry.Level == LogLevel.Error && entry.Text.Contains("answer") && entry.Text.Contains("InvalidTimeZoneException"));
        _world.Logged.Of(2026).Should().ContainSingle(static entry => entry.Level == LogLevel.Debug);
        _world.Logged.Failures.Where(static entry => entry.Level >= LogLevel.Information).Should().NotContain(static entry => entry.Exception.Message.Contains("secret"));
    }

    [StoreFact]
    public async Task The_exception_of_a_node_is_logged_at_error_where_the_application_wants_that()
    {
        Chat.On("answer", "one", static _ => throw new InvalidTimeZoneException("nothing secret"));
        var coordinator = await _world.StartAsync(static options => options.LogExceptionMessages = true);
        await (await SayAsync(coordinator, "one")).JoinAsync().Soon();

        await _world.PassUntilAsync(() => _world.Logged.Of(2011).Count > 0);

        _world.Logged.Failures.Should().Contain(static entry => entry.Id == 2011 && entry.Exception.Message == "nothing secret");
        _world.Logged.Of(2026).Should().BeEmpty();
    }

    private static ActivityListener Listen(ConcurrentQueue<Activity> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "GraphRuntime",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static ActivityListener Listen(ActivitySource source)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = other => ReferenceEquals(other, source),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
