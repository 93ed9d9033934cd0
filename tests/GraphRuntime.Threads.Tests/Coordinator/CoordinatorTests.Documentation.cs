namespace GraphRuntime.Threads.Tests;

public abstract partial class CoordinatorTests
{
    /// <summary>Every cell is what was observed. GRAPHRUNTIME_WRITE_EXPECTED=1 writes the table anew.</summary>
    [Fact]
    public async Task DT_41_The_comparison_in_the_documentation_is_what_happens()
    {
        string[] properties = ["First run", "Second run", "First input", "Finished steps of the first", "First answer", "Record of the first", "The thread has"];
        var columns = new List<IReadOnlyList<string>>();
        foreach (var options in new[] { Reject, Enqueue, Interrupt, Rollback, Steer, Preempt })
        {
            columns.Add(await ObserveAsync(options));
        }

        var rows = properties.Select((property, i) => $"| {property} | {string.Join(" | ", columns.Select(column => column[i]))} |");
        var table = $"\n| | Reject | Enqueue | Interrupt | Rollback | Steer | Preempt |\n|---|---|---|---|---|---|---|\n{string.Join('\n', rows)}\n";

        PagePart.Check("double-texting.md", "measured", table);
    }

    /// <summary>A second message arrives while the first run works on its last node.</summary>
    private async Task<IReadOnlyList<string>> ObserveAsync(RunOptions options)
    {
        var thread = options.MultitaskStrategy.ToString()!;
        var coordinator = await _world.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, $"one-{thread}", thread: thread);
        RunHandle? second = null;
        var outcome = "";
        try
        {
            second = await SayAsync(coordinator, "two", options, thread);
            var waits = options.MultitaskStrategy is MultitaskStrategy.Enqueue or MultitaskStrategy.Steer;
            outcome = second.Admission!.SteersRunId is not null ? ", taken by the first" : waits ? ", after the first" : ", at once";
            if (!waits)
            {
                await second.JoinAsync().Soon();
            }
        }
        catch (RunConflictException conflict)
        {
            outcome = $"refused with {conflict.StatusCode}";
        }

        gate.Open();
        if (second is not null)
        {
            outcome = await EndAsync(second) + outcome;
        }

        string status;
        try
        {
            var end = await first.JoinAsync().Soon();
            status = end.Reason == RunStatusReason.None ? end.Status.ToString() : $"{end.Status} ({end.Reason})";
        }
        catch (RunNotFoundException)
        {
            status = "not found";
        }

        var messages = (await MessagesAsync(thread)).Select(message => message.Replace($"one-{thread}", "one", StringComparison.Ordinal)).ToList();
        return
        [
            status,
            outcome,
            messages.Contains("one") ? "kept" : "gone",
            messages.Contains("think(one)") ? "kept" : "gone",
            messages.Contains("answer(one)") ? "there" : "none",
            (await coordinator.ListRunsAsync(thread)).Any(run => run.RunId == first.RunId) ? "readable" : "gone",
            string.Join(", ", messages.Select(message => $"`{message}`")),
        ];
    }
}
