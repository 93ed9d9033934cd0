using System.Diagnostics;
using System.Diagnostics.Metrics;
using GraphRuntime.Tests.Breakpoints;
using GraphRuntime.Tests.Support;

namespace GraphRuntime.Tests.Diagnostics;

public sealed class TelemetryTests
{
    private static readonly TrailState.Update s_hi = new() { Input = "a secret" };

    [Fact]
    public async Task A_run_is_an_activity_with_ids_and_how_it_ended_and_without_state()
    {
        var (graph, activities, _) = Listen(out var stop);
        using (stop)
        {
            await graph.InvokeAsync(s_hi, "t", new() { RunId = "r1" });
            await graph.InvokeAsync(GraphInput.Resume, "t", new() { RunId = "r2", InterruptBefore = [] });
        }

        activities.Select(a => (a.OperationName, a.Source.Name)).Should().Equal(("graph.run", "GraphRuntime"), ("graph.run", "GraphRuntime"));
        activities[0].TagObjects.Should().Equal(
            KeyValuePair.Create<string, object?>("graphruntime.graph", graph.Name),
            KeyValuePair.Create<string, object?>("graphruntime.thread.id", "t"),
            KeyValuePair.Create<string, object?>("graphruntime.run.id", "r1"),
            KeyValuePair.Create<string, object?>("graphruntime.end", "paused"));
        activities[1].GetTagItem("graphruntime.end").Should().Be("completed");
    }

    [Fact]
    public async Task A_failed_run_is_an_error_with_the_type_and_without_the_message()
    {
        var (graph, activities, ends) = Listen(out var stop);
        using (stop)
        {
            await Failure.OfAsync<EmptyInputException>(async () => await graph.InvokeAsync(GraphInput.Resume, "new"));
        }

        activities.Single().Status.Should().Be(ActivityStatusCode.Error);
        activities.Single().StatusDescription.Should().Be(nameof(EmptyInputException));
        ends.Should().Equal("failed");
    }

    [Fact]
    public async Task Runs_are_counted_by_how_they_ended()
    {
        var (graph, _, ends) = Listen(out var stop);
        using (stop)
        {
            await graph.InvokeAsync(s_hi, "t");
            await graph.InvokeAsync(GraphInput.Resume, "t");
            await FluentActions.Awaiting(async () => await graph.InvokeAsync(s_hi, "t", cancellationToken: new CancellationToken(true))).Should().ThrowAsync<OperationCanceledException>();
        }

        ends.Should().Equal("paused", "completed", "cancelled");
    }

    /// <summary>Listens to one graph of its own name, since tests run side by side.</summary>
    private static (CompiledGraph<TrailState> Graph, List<Activity> Activities, List<string> Ends) Listen(out IDisposable stop)
    {
        var name = Unique.Name("telemetry");
        var (activities, ends) = (new List<Activity>(), new List<string>());
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "GraphRuntime",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (Equals(activity.GetTagItem("graphruntime.graph"), name) && activity.OperationName == "graph.run")
                {
                    activities.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        var meters = new MeterListener { InstrumentPublished = static (instrument, l) => Enable(instrument, l) };
        meters.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            var all = tags.ToArray().ToDictionary(static t => t.Key, static t => t.Value);
            if (Equals(all.GetValueOrDefault("graph"), name))
            {
                ends.AddRange(Enumerable.Repeat((string)all["end"]!, (int)count));
            }
        });
        meters.Start();
        stop = new Both(listener, meters);
        var graph = StateGraph.Create<TrailState>(name)
            .AddNode("a", _ => new TrailState.Update { Trail = ["a"] })
            .AddEdge(Graph.Start, "a")
            .Compile(TrailGraphs.Stored(before: ["a"]));
        return (graph, activities, ends);
    }

    private static void Enable(Instrument instrument, MeterListener listener)
    {
        if (instrument is { Meter.Name: "GraphRuntime", Name: "graphruntime.graph.runs" })
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private sealed class Both(IDisposable one, IDisposable other) : IDisposable
    {
        public void Dispose()
        {
            one.Dispose();
            other.Dispose();
        }
    }
}
