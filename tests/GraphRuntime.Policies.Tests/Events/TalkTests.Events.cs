using System.Text;
using GraphRuntime.Threads;
using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

/// <content>The events of a thread.</content>
public abstract partial class TalkTests
{
    private static string Shown(ThreadEvent one) => one.Kind == ThreadEvent.LifecycleKind ? Encoding.UTF8.GetString(one.Data.Span) : $"{one.Kind} {one.Sequence}";

    /// <summary>Follows the thread until an event of a kind is there.</summary>
    private static async Task<List<ThreadEvent>> FollowAsync(ThreadRunCoordinator coordinator, Func<ThreadEvent, bool> isLast, long after = 0)
    {
        var events = new List<ThreadEvent>();
        await foreach (var one in coordinator.StreamThreadAsync(Thread, after))
        {
            events.Add(one);
            if (isLast(one))
            {
                break;
            }
        }

        return events;
    }

    private static Func<ThreadEvent, bool> EndOf(RunHandle run) => one => one.RunId == run.RunId && Shown(one).Contains("\"ended\"");

    [StoreFact]
    public async Task The_stream_of_a_thread_has_all_its_runs_and_what_happens_to_them()
    {
        var coordinator = await _talk.StartAsync();
        var first = await SayAsync(coordinator, "one");
        await EndAsync(first);
        var second = await SayAsync(coordinator, "two");
        await EndAsync(second);

        var events = await FollowAsync(coordinator, EndOf(second)).Soon();

        events.Select(Shown).Should().Equal(
            """{"event":"admitted","graph":"talk","strategy":"enqueue"}""", """{"event":"started","attempt":1}""", "updates 1", "updates 2", """{"event":"ended","status":"success"}""",
            """{"event":"admitted","graph":"talk","strategy":"enqueue"}""", """{"event":"started","attempt":1}""", "updates 1", "updates 2", """{"event":"ended","status":"success"}""");
        events.Select(one => one.RunId).Should().Equal(Enumerable.Repeat(first.RunId, 5).Concat(Enumerable.Repeat(second.RunId, 5)));
        events.Select(one => one.Number).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        events.First(one => one.RunId == second.RunId).Number.Should().Be(second.Admission!.EventNumber);
        (await coordinator.GetThreadAsync(Thread)).LastEvent.Should().Be(events[^1].Number);
    }

    [StoreFact]
    public async Task A_thread_is_followed_from_another_process_before_it_exists()
    {
        var worker = await _talk.StartAsync();
        var reader = _talk.Create();
        var run = new RunOptions { RunId = "the-run" };
        var following = FollowAsync(reader, one => one.RunId == "the-run" && Shown(one).Contains("\"ended\""));

        await EndAsync(await SayAsync(worker, "one", run));

        await _talk.PassUntilAsync(following);
        (await following).Select(one => one.Kind).Should().Equal("lifecycle", "lifecycle", "updates", "updates", "lifecycle");
    }

    [StoreFact]
    public async Task A_reader_that_goes_on_after_any_event_misses_nothing_and_gets_nothing_twice()
    {
        var coordinator = await _talk.StartAsync();
        await EndAsync(await SayAsync(coordinator, "one"));
        var last = await SayAsync(coordinator, "two");
        await EndAsync(last);
        var all = await FollowAsync(coordinator, EndOf(last)).Soon();

        for (var i = 0; i < all.Count - 1; i++)
        {
            (await FollowAsync(coordinator, EndOf(last), all[i].Number).Soon()).Select(one => one.Number).Should().Equal(all.Skip(i + 1).Select(one => one.Number));
        }
    }

    [StoreFact]
    public async Task A_question_and_its_answer_are_told()
    {
        var coordinator = await _talk.StartAsync();
        var question = await AskedAsync(coordinator);

        var answer = await coordinator.CreateRunAsync(Thread, "talk", GraphInput.Answer("yes"));
        await EndAsync(answer);

        var told = (await FollowAsync(coordinator, EndOf(answer)).Soon()).Where(one => one.Kind == ThreadEvent.LifecycleKind).Select(Shown).ToList();
        told[2].Should().Be("""{"event":"ended","status":"interrupted","reason":"awaiting_answer"}""");
        told[3].Should().StartWith($$"""{"event":"asked","interrupts":[{"id":"{{question}}","value":"sure?","response_schema":{""");
        told[5].Should().Be($$"""{"event":"answered","ids":["{{question}}"]}""");
        told[^1].Should().Be("""{"event":"ended","status":"success"}""");
    }

    [StoreFact]
    public async Task A_question_that_new_input_replaces_is_told_as_discarded()
    {
        var coordinator = await _talk.StartAsync();
        var question = await AskedAsync(coordinator);

        var second = await SayAsync(coordinator, "two");
        await EndAsync(second);

        (await FollowAsync(coordinator, EndOf(second)).Soon()).Select(Shown).Should().Contain($$"""{"event":"discarded","ids":["{{question}}"]}""");
    }

    [StoreFact]
    public async Task A_rollback_removes_the_events_of_the_run_and_keeps_what_was_told()
    {
        var coordinator = await _talk.StartAsync();
        var (first, _) = await BusyAsync(coordinator);
        var second = await SayAsync(coordinator, "two", Rollback);
        await EndAsync(second);

        var events = await FollowAsync(coordinator, EndOf(second)).Soon();

        events.Where(one => one.RunId == first.RunId).Select(Shown).Should().Equal(
            """{"event":"admitted","graph":"talk","strategy":"enqueue"}""", """{"event":"started","attempt":1}""", """{"event":"rolled_back"}""");
        events.Where(one => one.RunId == second.RunId).Select(one => one.Kind).Should().Equal("lifecycle", "lifecycle", "updates", "updates", "lifecycle");
    }

    [StoreFact]
    public async Task An_interrupted_run_is_told_to_stop_and_then_ends()
    {
        var coordinator = await _talk.StartAsync();
        var (first, _) = await BusyAsync(coordinator);
        var second = await SayAsync(coordinator, "two", Interrupt);
        await EndAsync(second);

        // What its node had emitted before may be stored after the mark that displaces it.
        var told = (await FollowAsync(coordinator, EndOf(second)).Soon()).Where(one => one.RunId == first.RunId && one.Kind == ThreadEvent.LifecycleKind);
        told.Select(Shown).Should().EndWith(
            ["""{"event":"displaced","reason":"displaced"}""", """{"event":"ended","status":"interrupted","reason":"displaced"}"""]);
    }

    [StoreFact]
    public async Task A_stream_of_a_deleted_thread_ends_with_an_error()
    {
        var coordinator = await _talk.StartAsync();
        await EndAsync(await SayAsync(coordinator, "one"));
        // A reader that begins after the deletion waits for a new thread instead.
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var following = FollowAsync(coordinator, _ => begun.TrySetResult() && false);
        await begun.Task.Soon();

        await coordinator.DeleteThreadAsync(Thread);

        await FluentActions.Awaiting(() => _talk.PassUntilAsync(following)).Should().ThrowAsync<ThreadNotFoundException>();
    }

    [StoreFact]
    public async Task A_page_of_events_is_read_without_waiting()
    {
        var coordinator = await _talk.StartAsync();
        await EndAsync(await SayAsync(coordinator, "one"));

        var page = await coordinator.ReadThreadEventsAsync(Thread, after: 1, limit: 2);

        page.Events.Select(one => one.Number).Should().Equal(2, 3);
        page.LastNumber.Should().Be(5);
        await coordinator.Invoking(c => c.ReadThreadEventsAsync("nowhere").AsTask()).Should().ThrowAsync<ThreadNotFoundException>();
    }

    [StoreTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Pages_of_any_size_have_the_same_events_and_an_end(int limit)
    {
        var coordinator = await _talk.StartAsync();
        var (_, gate) = await BusyAsync(coordinator);
        await SayAsync(coordinator, "two");
        var last = await SayAsync(coordinator, "three");
        (await ReadPagesAsync(coordinator, limit)).Should().BeSubsetOf(await ReadPagesAsync(coordinator, 1000));

        gate.Open();
        await EndAsync(last);

        var all = (await FollowAsync(coordinator, EndOf(last)).Soon()).Select(one => one.Number).ToList();
        (await ReadPagesAsync(coordinator, limit)).Should().Equal(all);
    }

    /// <summary>Reads as a caller does: until the last number has come.</summary>
    private static async Task<List<long>> ReadPagesAsync(ThreadRunCoordinator coordinator, int limit)
    {
        var read = new List<long>();
        for (var (after, last) = (0L, 1L); after < last; after = read.LastOrDefault())
        {
            var page = await coordinator.ReadThreadEventsAsync(Thread, after, limit);
            page.Events.Should().HaveCountLessThanOrEqualTo(limit);
            (page.Events.Count > 0 || page.LastNumber <= after).Should().BeTrue("only the last page has no events");
            read.AddRange(page.Events.Select(one => one.Number));
            last = page.LastNumber;
        }

        return read;
    }
}
