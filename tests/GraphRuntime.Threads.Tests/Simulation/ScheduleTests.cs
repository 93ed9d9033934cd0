namespace GraphRuntime.Threads.Tests;

public sealed class ScheduleTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DT_01_A_thousand_schedules_of_three_messages_keep_every_invariant(bool crashes)
    {
        SynchronizationContext.SetSynchronizationContext(null);
        for (var seed = 0; seed < 1000; seed++)
        {
            await CheckAsync(seed, messages: 3, crashes);
        }
    }

    [Fact]
    public async Task DT_01_The_same_seed_is_the_same_schedule()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        (await CheckAsync(17, 6, crashes: true)).Should().Equal(await CheckAsync(17, 6, crashes: true));
    }

    private static async Task<List<string>> CheckAsync(int seed, int messages, bool crashes)
    {
        var chat = new SimulatedChat(seed, crashes);
        chat.Run(messages);
        var state = await chat.MessagesAsync();
        var runs = (await chat.RunsAsync()).ToDictionary(run => run.RunId);
        var because = $"seed {seed} gave\n{string.Join('\n', chat.Trace)}\nand [{string.Join(", ", state)}] with {string.Join(", ", runs.Values.Select(run => $"{run.RunId} {run.Status} {run.Reason}"))}";
        (await chat.StatusAsync()).Should().NotBe(ThreadStatus.Busy, because);
        runs.Values.Should().OnlyContain(run => run.IsFinal, because);
        var kept = chat.Accepted.Where(run => runs.ContainsKey(run.Run.RunId)).ToList();
        if (!crashes)
        {
            // What a rolled-back run still does in another process, until it hears of it, reaches nobody.
            var messagesKept = kept.Select(run => run.Message).ToHashSet();
            chat.Overlaps.Should().NotContain(pair => messagesKept.Contains(pair.One) && messagesKept.Contains(pair.Other), because);
        }

        state.Where(message => !message.Contains('(', StringComparison.Ordinal)).Should().Equal(kept.Select(run => run.Message), because);
        foreach (var (message, run, _) in kept)
        {
            CheckTurn(state, message, runs[run.RunId], because);
        }

        state.Should().OnlyHaveUniqueItems(because);
        return chat.Trace;
    }

    /// <summary>The answers of a turn follow its input directly; a turn that succeeded has both, one that was displaced not the last.</summary>
    private static void CheckTurn(IReadOnlyList<string> state, string message, RunInfo run, string because)
    {
        var at = state.ToList().IndexOf(message);
        var answers = state.Skip(at + 1).TakeWhile(one => one.Contains('(', StringComparison.Ordinal)).ToList();
        answers.Should().Equal(new[] { $"think({message})", $"answer({message})" }.Take(answers.Count), because);
        if (run.Status == RunStatus.Success)
        {
            answers.Should().HaveCount(2, because);
        }
        else
        {
            run.Status.Should().Be(RunStatus.Interrupted, because);
            run.Reason.Should().Be(RunStatusReason.Displaced, because);
        }
    }
}
