using System.Text;
using GraphRuntime.Threads;
using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

public abstract partial class TalkTests
{
    private static readonly RunPolicy MergeTexts =
        RunPolicy.For<TalkState>().Otherwise().Merge(input => input.Text, text => new TalkState.Update { Messages = [text], Text = text });

    [StoreFact]
    public async Task DT_54_Merged_requests_have_the_text_of_the_guide_and_both_origins_are_recorded()
    {
        var coordinator = await _talk.StartAsync();
        var (first, _) = await BusyAsync(coordinator, "Book a hotel in Paris");

        var second = await SayAsync(coordinator, "With a view", MergeTexts);

        second.Admission!.MergedRunIds.Should().Equal(first.RunId);
        var ended = await second.JoinAsync().Soon();
        ended.Status.Should().Be(RunStatus.Success);
        (await MessagesAsync())[0].Should().Be("Context: Book a hotel in Paris\n\nCurrent request: With a view");
        (await MessagesAsync()).Should().HaveCount(3);
        (await IsGoneAsync(first)).Should().BeTrue();
        ended.Origins.Select(origin => origin.RunId).Should().Equal(first.RunId, second.RunId);
        Encoding.UTF8.GetString(ended.Origins[0].Input.Span).Should().Contain("Paris");
        Encoding.UTF8.GetString(ended.Origins[1].Input.Span).Should().Contain("view").And.NotContain("Paris");
    }

    [StoreFact]
    public async Task Keys_and_ids_of_merged_runs_lead_to_the_run_that_contains_them()
    {
        var coordinator = await _talk.StartAsync();
        var (first, _) = await BusyAsync(coordinator);

        // The merged run does not end before the next message comes.
        _talk.On("answer", "Context: one\n\nCurrent request: two", new Gate());
        var keys = new[] { new RunOptions { IdempotencyKey = "key-2", RunId = "id-2", Policy = MergeTexts }, new RunOptions { IdempotencyKey = "key-3", RunId = "id-3", Policy = MergeTexts } };
        await SayAsync(coordinator, "two", keys[0]);
        var last = await SayAsync(coordinator, "three", keys[1]);

        foreach (var again in new[] { new RunOptions { IdempotencyKey = "key-2" }, new RunOptions { RunId = "id-2" }, new RunOptions { RunId = first.RunId }, keys[0], keys[1] })
        {
            var repeated = await SayAsync(coordinator, "redelivered", again);
            (repeated.RunId, repeated.Admission!.Duplicate).Should().Be((last.RunId, true));
        }

        (await EndAsync(last)).Should().Be(RunStatus.Success);
        (await SayAsync(coordinator, "redelivered", keys[0])).Admission!.Duplicate.Should().BeTrue("the key lives as long as the run");
        (await MessagesAsync()).Should().NotContain(message => message.Contains("redelivered"));
        await coordinator.GetHandle(Thread, last.RunId).DeleteAsync();
        (await SayAsync(coordinator, "four", keys[0])).Admission!.Duplicate.Should().BeFalse("the keys went with the run");
    }

    [StoreFact]
    public async Task DT_54_A_typed_merger_gets_the_inputs_from_the_oldest_on()
    {
        var coordinator = await _talk.StartAsync();
        var policy = RunPolicy.Merge<TalkState>((earlier, later) => new TalkState.Update { Messages = [.. earlier.Messages, .. later.Messages], Text = later.Text });
        var (first, _) = await BusyAsync(coordinator);
        var second = await SayAsync(coordinator, "two");
        var third = await SayAsync(coordinator, "three", policy);

        var ended = await third.JoinAsync().Soon();

        ended.Origins.Select(origin => origin.RunId).Should().Equal(first.RunId, second.RunId, third.RunId);
        (await MessagesAsync()).Should().Equal("one", "two", "three", "think(three)", "answer(three)");
    }

    [StoreFact]
    public async Task DT_54_A_run_that_was_merged_and_is_merged_again_keeps_all_origins()
    {
        var coordinator = await _talk.StartAsync();
        var gate = new Gate();
        _talk.On("answer", MergedText.Format("one", "two"), gate);
        var (first, _) = await BusyAsync(coordinator);
        var second = await SayAsync(coordinator, "two", MergeTexts);
        await gate.Reached.Soon();

        var third = await SayAsync(coordinator, "three", MergeTexts);

        (await third.JoinAsync().Soon()).Origins.Select(origin => origin.RunId).Should().Equal(first.RunId, second.RunId, third.RunId);
    }

    [StoreFact]
    public async Task DT_54_The_confirm_hook_asks_before_anything_is_taken_back()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator);
        var confirm = RunPolicy.For<TalkState>().When(c => c.Input.ContainsAny("算了")).Ask((_, _) => new(MultitaskStrategy.Interrupt)).Otherwise().Enqueue();

        var second = await SayAsync(coordinator, "算了", confirm);

        second.Admission!.Rule.Should().Contain("answered Interrupt");
        (await EndAsync(second)).Should().Be(RunStatus.Success);
        (await first.GetAsync()).Reason.Should().Be(RunStatusReason.Displaced);
        gate.Open();
    }

    [StoreFact]
    public async Task A_guarded_run_is_not_merged_and_an_answer_in_flight_is_not_either()
    {
        var coordinator = await _talk.StartAsync();
        var (_, gate) = await BusyAsync(coordinator, graph: "guarded");
        (await SayAsync(coordinator, "two", new RunOptions { Policy = MergeTexts }, graph: "guarded")).Admission.Should()
            .BeEquivalentTo(new { Applied = MultitaskStrategy.Enqueue, MergedRunIds = Array.Empty<string>() });
        gate.Open();
        const string other = "other";
        _talk.Ask("answer", "ask");
        await (await SayAsync(coordinator, "ask", thread: other)).JoinAsync().Soon();
        var answered = new Gate();
        _talk.On("answer", "ask", async context => { context.Interrupt<string>("sure?"); await answered.PassAsync(context.CancellationToken); });
        await coordinator.CreateRunAsync(other, "talk", GraphInput.Answer("yes"));
        await answered.Reached.Soon();

        (await SayAsync(coordinator, "two", MergeTexts, thread: other)).Admission!.Applied.Should().Be(MultitaskStrategy.Enqueue);
        answered.Open();
    }

    [StoreTheory]
    [InlineData("merge")]
    [InlineData("coalesce")]
    [InlineData("debounce")]
    public async Task DT_54_Joined_inputs_outlive_the_process_that_was_about_to_answer_them(string how)
    {
        var policy = how switch { "merge" => MergeTexts, "coalesce" => RunPolicy.Coalesce(), _ => RunPolicy.Debounce(TimeSpan.FromSeconds(2)) };
        var merged = MergedText.Format(MergedText.Format("one", "two"), "three");
        var lost = await _talk.StartAsync(options => options.LeaseDuration = TimeSpan.FromSeconds(10));
        var never = new Gate();
        var answers = 0;
        _talk.On("answer", how == "merge" ? merged : "three", _ => Interlocked.Increment(ref answers) == 1 ? never.PassAsync() : Task.CompletedTask);
        var (_, gate) = await BusyAsync(lost);
        _talk.On("answer", MergedText.Format("one", "two"), gate);
        await SayAsync(lost, "two", policy);
        var third = await SayAsync(lost, "three", policy);
        gate.Open();
        await _talk.PassUntilAsync(never.Reached);

        await TakeAwayAsync(third);
        var other = await _talk.StartAsync();
        var ended = await _talk.PassUntilAsync(other.JoinAsync(Thread, third.RunId));

        ended.Status.Should().Be(RunStatus.Success);
        ended.Origins.Should().HaveCount(how == "merge" ? 3 : 0);
        string[] each = ["one", "think(one)", "answer(one)", "two", "three", "think(three)", "answer(three)"];
        (await MessagesAsync()).Should().Equal(how == "merge" ? [merged, $"think({merged})", $"answer({merged})"] : each);
        never.Open();
    }

    [StoreFact]
    public async Task Coalesced_inputs_are_all_kept_in_order_and_answered_by_one_run()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator);
        var second = await SayAsync(coordinator, "two", RunPolicy.Coalesce());
        var third = await SayAsync(coordinator, "three", RunPolicy.Coalesce());
        var fourth = await SayAsync(coordinator, "four", RunPolicy.Coalesce());

        gate.Open();

        (await EndAsync(fourth)).Should().Be(RunStatus.Success);
        (await EndAsync(first)).Should().Be(RunStatus.Success);
        (await second.GetAsync()).Reason.Should().Be(RunStatusReason.Displaced);
        (await third.GetAsync()).Reason.Should().Be(RunStatusReason.Displaced);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "answer(one)", "two", "three", "four", "think(four)", "answer(four)");
    }

    [StoreFact]
    public async Task Debounced_inputs_are_answered_once_when_no_further_one_came_for_a_while()
    {
        var coordinator = await _talk.StartAsync();
        var policy = RunPolicy.Debounce(TimeSpan.FromSeconds(2));
        var start = Time.GetUtcNow();
        await SayAsync(coordinator, "one", policy);
        Time.Advance(TimeSpan.FromSeconds(1));
        await SayAsync(coordinator, "two", policy);
        Time.Advance(TimeSpan.FromSeconds(1));

        var third = await SayAsync(coordinator, "three", policy);
        var ended = await _talk.PassUntilAsync(third.JoinAsync());

        (await MessagesAsync()).Should().Equal("one", "two", "three", "think(three)", "answer(three)");
        (ended.StartedAt!.Value - start).Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(4));
    }

    [StoreFact]
    public async Task Whoever_types_without_end_is_answered_all_the_same()
    {
        var coordinator = _talk.Create();
        var policy = RunPolicy.Debounce(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5));
        var start = Time.GetUtcNow();
        RunHandle? last = null;
        for (var i = 0; i < 5; i++)
        {
            last = await SayAsync(coordinator, $"{i}", policy);
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        (await last!.GetAsync()).NotBefore.Should().Be(start + TimeSpan.FromSeconds(5));
        await coordinator.StartAsync();
        await _talk.PassUntilAsync(last.JoinAsync());
        (await MessagesAsync()).Should().Equal("0", "1", "2", "3", "4", "think(4)", "answer(4)");
    }
}
