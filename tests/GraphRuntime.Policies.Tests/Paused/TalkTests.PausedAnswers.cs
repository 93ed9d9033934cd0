using GraphRuntime.Threads;
using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

public abstract partial class TalkTests
{
    [StoreFact]
    public async Task New_input_on_a_waiting_thread_can_be_taken_as_the_answer()
    {
        var coordinator = await _talk.StartAsync(options => options.WhenPaused = PausedThreadRule.TakeAsAnswer<TalkState>(input => input.Text));
        await AskedAsync(coordinator);

        var second = await SayAsync(coordinator, "certainly");

        second.Admission!.TakenAsAnswer.Should().BeTrue();
        (await EndAsync(second)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "answer(one): certainly");
        (await SayAsync(coordinator, "two")).Admission!.TakenAsAnswer.Should().BeFalse();
    }

    [StoreFact]
    public async Task An_answer_that_does_not_fit_its_question_is_refused_before_there_is_a_run()
    {
        var coordinator = await _talk.StartAsync();
        var question = await AskedAsync(coordinator);
        GraphInput[] wrong = [GraphInput.Answer(7), GraphInput.Answer(question, true), GraphInput.Answers(new Dictionary<string, object?> { [question] = new[] { "yes" } })];

        foreach (var input in wrong)
        {
            var refused = await coordinator.Invoking(c => c.CreateRunAsync(Thread, "talk", input).AsTask()).Should().ThrowExactlyAsync<AnswerException>();
            (refused.Which.IsMismatch, refused.Which.ThreadId, refused.Which.InterruptId).Should().Be((true, Thread, question));
        }

        (await coordinator.ListRunsAsync(Thread)).Should().ContainSingle("a refused answer leaves no run");
        (await coordinator.GetThreadAsync(Thread)).Pause!.InterruptIds.Should().Equal(question);
        (await EndAsync(await coordinator.CreateRunAsync(Thread, "talk", GraphInput.Answer("yes")))).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "answer(one): yes");
    }

    [StoreFact]
    public async Task New_input_that_is_taken_as_an_answer_has_to_fit_too_and_is_made_once()
    {
        var made = 0;
        var coordinator = await _talk.StartAsync(options => options.WhenPaused = PausedThreadRule.TakeAsAnswer<TalkState>(input => input.Text == "seven" ? 7 : $"{input.Text} {++made}"));
        var question = await AskedAsync(coordinator);

        var refused = await coordinator.Invoking(c => SayAsync(c, "seven").AsTask()).Should().ThrowExactlyAsync<AnswerException>();

        (refused.Which.IsMismatch, refused.Which.InterruptId).Should().Be((true, question));
        (await coordinator.ListRunsAsync(Thread)).Should().ContainSingle("a refused answer leaves no run");
        var taken = await SayAsync(coordinator, "certainly");
        taken.Admission!.TakenAsAnswer.Should().BeTrue();
        await EndAsync(taken);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "answer(one): certainly 1");
    }

    [StoreFact]
    public async Task I11_An_answer_to_a_question_that_is_gone_is_a_named_error()
    {
        var coordinator = await _talk.StartAsync();
        var question = await AskedAsync(coordinator);
        var second = await SayAsync(coordinator, "two");
        await EndAsync(second);

        var gone = await coordinator.Invoking(c => c.CreateRunAsync(Thread, "talk", GraphInput.Answer(question, "yes")).AsTask()).Should().ThrowAsync<AnswerException>();
        await coordinator.Invoking(c => c.CreateRunAsync(Thread, "talk", GraphInput.Answer("yes")).AsTask()).Should().ThrowAsync<AnswerException>();

        gone.Which.InterruptId.Should().Be(question);
        gone.Which.OpenInterruptIds.Should().BeEmpty();
        (await coordinator.ListRunsAsync(Thread)).Should().HaveCount(2);
    }
}
