using System.Collections.Immutable;
using System.Text;
using GraphRuntime.Streaming;
using GraphRuntime.Threads;

namespace GraphRuntime.Threads.Tests;

public abstract partial class CoordinatorTests
{
    [StoreFact]
    public async Task A_typed_event_is_the_one_that_was_stored_whatever_its_kind()
    {
        var paper = PaperGraph.Create(_world.Checkpointer, Time);
        _world.Add(paper);
        var client = new ThreadClient<ChatState>(await _world.StartAsync(), PaperGraph.Name);
        var run = await client.CreateRunAsync(Thread, new ChatState.Update { Messages = ["please"] }, AllEvents);
        await run.GetResultAsync().Soon();

        var stored = await run.StreamAsync().ToListAsync();
        var typed = await new ThreadClient<ChatState>(_world.Create(), PaperGraph.Name).GetHandle(Thread, run.RunId).StreamEventsAsync().ToListAsync();

        stored.Select(static one => one.Kind).Distinct().Should().BeEquivalentTo("values", "updates", "messages", "custom", "attempt", "interrupt", "tasks", "checkpoints", "debug");
        typed.Should().HaveSameCount(stored).And.NotContain(static one => one is StoredEvent);
        foreach (var (one, again) in stored.Zip(typed))
        {
            (again.Sequence, again.Namespace).Should().Be((one.Sequence, one.Namespace));
            var graph = one.Namespace.Length == 0 ? paper.Compiled.Definition : paper.Compiled.Definition.FindSubgraph(one.Namespace);
            if (again is not ValuesEvent)
            {
                var (kind, data) = EventJson.Encode(again, graph);
                (kind, Encoding.UTF8.GetString(data.Span)).Should().Be((one.Kind, Encoding.UTF8.GetString(one.Data.Span)));
            }
        }

        typed.OfType<ValuesEvent>().Last(static one => one.Namespace.Length == 0).StateAs<ChatState>().Messages.Should().Equal("please", "written", "found");
        typed.OfType<ValuesEvent>().First(static one => one.Path is ["search"]).StateAs<OtherState>().Text.Should().Be("?");
        typed.OfType<MessageEvent>().Should().AllSatisfy(static one => one.Message.Should().Be("a token"));
        typed.OfType<CustomEvent>().Select(static one => one.Value as string ?? one.ValueAs<PaperGraph.Finding>()!.Kind).Should().Equal("a text", "chapter", "a text", "chapter", "page");
        typed.OfType<CheckpointEvent>().Where(static one => one.Namespace.Length == 0).Select(static one => ((ChatState)one.Snapshot.StateObject).Messages.Length).Should().BeInAscendingOrder();
    }

    [StoreFact]
    public async Task The_events_of_a_thread_are_typed_with_what_happened_to_its_runs()
    {
        _world.Add(PaperGraph.Create(_world.Checkpointer, Time));
        var client = new ThreadClient<ChatState>(await _world.StartAsync(), PaperGraph.Name);
        await (await client.CreateRunAsync(Thread, new ChatState.Update { Messages = ["please"] })).GetResultAsync().Soon();
        var answered = await client.AnswerAsync(Thread, "yes");
        await answered.GetResultAsync().Soon();
        var last = (await client.Coordinator.GetThreadAsync(Thread)).LastEvent;

        var events = new List<ThreadGraphEvent>();
        await foreach (var one in client.StreamEventsAsync(Thread))
        {
            events.Add(one);
            if (one.Number == last)
            {
                break;
            }
        }

        events.Select(static one => one.Number).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        events.Select(static one => one.Event).OfType<UpdatesEvent>().Select(static one => one.Node).Should().Equal("write", "search", "check");
        var happened = events.Select(static one => one.Event).OfType<LifecycleEvent>().ToList();
        happened.Select(static one => one.Kind).Should().Equal(
            RunFactKind.Admitted, RunFactKind.Started, RunFactKind.Ended, RunFactKind.Asked, RunFactKind.Admitted, RunFactKind.Answered, RunFactKind.Started, RunFactKind.Ended);
        happened[0].Should().Match<LifecycleEvent>(one => one.GraphName == PaperGraph.Name && one.Strategy == MultitaskStrategy.Enqueue);
        happened[1].Attempt.Should().Be(1);
        happened[2].Should().Match<LifecycleEvent>(one => one.Status == RunStatus.Interrupted && one.Reason == RunStatusReason.AwaitingAnswer);
        happened[5].QuestionIds.Should().Equal(happened[3].Questions.Select(static one => one.Id));
        events[^1].Should().Match<ThreadGraphEvent>(one => one.RunId == answered.RunId && one.ThreadId == Thread && ((LifecycleEvent)one.Event).Status == RunStatus.Success);
    }

    [StoreFact]
    public async Task An_event_that_the_graph_cannot_read_is_handed_over_as_it_is_stored()
    {
        var reader = new StoredEventReader(Chat.Engine, Thread);
        var unknown = new RunEvent(3, "weather", "", "{}"u8.ToArray());
        var cases = new[]
        {
            unknown,
            unknown with { Kind = "values", Data = """{"Messages":{"no":"list"}}"""u8.ToArray() },
            unknown with { Kind = "updates" },
            unknown with { Kind = "values", Namespace = "nowhere:1" },
            unknown with { Kind = "checkpoints", Data = """{"id":77,"step":1,"source":"Loop","next":[]}"""u8.ToArray() },
            unknown with { Kind = "messages", Data = "no json"u8.ToArray() },
        };

        foreach (var one in cases)
        {
            var read = (await reader.ReadAsync(one, default)).Should().BeOfType<StoredEvent>().Which;
            (read.Sequence, read.Kind, read.Namespace, Encoding.UTF8.GetString(read.Data.Span)).Should().Be((3, one.Kind, one.Namespace, Encoding.UTF8.GetString(one.Data.Span)));
        }
    }
}
