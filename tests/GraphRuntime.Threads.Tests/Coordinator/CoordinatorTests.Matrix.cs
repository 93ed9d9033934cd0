namespace GraphRuntime.Threads.Tests;

/// <content>A second message under each strategy, in each phase of the first run.</content>
public abstract partial class CoordinatorTests
{
    private async Task<(string First, string Second, string Messages)> MatrixAsync(MultitaskStrategy strategy, Phase phase, string thread = Thread)
    {
        var coordinator = _world.Create();
        var gate = new Gate();
        if (phase == Phase.BetweenNodes)
        {
            _world.Checkpointer.Committed = token => Chat.Log.Contains("think(1)") && !gate.Entered.IsCompleted ? gate.PassStubbornlyAsync(token) : Task.CompletedTask;
        }
        else
        {
            Chat.On(phase == Phase.FirstNode ? "think" : "answer", "1", gate.PassAsync);
        }

        if (phase != Phase.NotStarted)
        {
            await coordinator.StartAsync();
        }

        var first = await SayAsync(coordinator, "1", thread: thread);
        if (phase != Phase.NotStarted)
        {
            await gate.Entered.Soon();
        }

        var second = await TrySayAsync(coordinator, strategy, thread);
        if (phase == Phase.NotStarted)
        {
            await coordinator.StartAsync();
        }

        if (phase == Phase.BetweenNodes && strategy is (MultitaskStrategy.Interrupt or MultitaskStrategy.Rollback or MultitaskStrategy.Preempt))
        {
            await gate.Cancelled.Soon();
            gate.Open();
        }

        if (strategy is MultitaskStrategy.Reject or MultitaskStrategy.Enqueue or MultitaskStrategy.Steer)
        {
            gate.Open();
        }

        if (strategy == MultitaskStrategy.Preempt)
        {
            await EndAsync(second!);
            gate.Open();
        }

        var last = second is null ? "refused" : $"{await EndAsync(second)}";
        var messages = string.Join(' ', (await WhenQuietAsync(coordinator, thread)).Select(Short));
        var outcome = await OutcomeAsync(first);

        // A later call would share its runs with this coordinator, and a steered input reaches a run of another process with its lease only.
        await coordinator.StopAsync();
        return (outcome, last, messages);
    }

    private static string Short(string message) => message.Replace("think", "t", StringComparison.Ordinal).Replace("answer", "a", StringComparison.Ordinal).Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal);

    private static async Task<RunHandle?> TrySayAsync(ThreadRunCoordinator coordinator, MultitaskStrategy strategy, string thread)
    {
        try
        {
            return await SayAsync(coordinator, "2", new RunOptions { MultitaskStrategy = strategy }, thread);
        }
        catch (RunConflictException)
        {
            return null;
        }
    }

    private static async Task<string> OutcomeAsync(RunHandle run)
    {
        try
        {
            return $"{await EndAsync(run)}";
        }
        catch (RunNotFoundException)
        {
            return "not found";
        }
    }
}
