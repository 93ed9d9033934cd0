using GraphRuntime.Sqlite.Checkpointing;
using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>Checks what callers hand in, before it reaches the writer.</summary>
internal static class RunInput
{
    public static void Check(NewRun run)
    {
        Check(run.ThreadId, run.RunId);
        Input.CheckText(run.GraphName, nameof(run));
        ArgumentOutOfRangeException.ThrowIfLessThan(run.Delay, TimeSpan.Zero, nameof(run));
        ArgumentOutOfRangeException.ThrowIfLessThan(run.MaxAttempts, 1, nameof(run));
        if (run.IdempotencyKey is { } key)
        {
            Input.CheckText(key, nameof(run));
        }
    }

    public static void Check(string threadId, string runId)
    {
        Input.CheckThread(threadId);
        ArgumentException.ThrowIfNullOrEmpty(runId);
        Input.CheckText(runId, nameof(runId));
    }

    public static void Check(RunSettlement settlement)
    {
        GraphRuntime.Threads.Ledger.RunInput.Check(settlement);
        foreach (var id in settlement.InterruptIds.Concat(settlement.Rest?.Pause?.InterruptIds ?? []))
        {
            Input.CheckText(id, nameof(settlement));
        }
    }

    public static void Check(IReadOnlyList<RunEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        for (var i = 0; i < events.Count; i++)
        {
            Input.CheckText(events[i].Kind, nameof(events));
            Input.CheckText(events[i].Namespace, nameof(events));
        }
    }

    public static string? Fit(string? text) => GraphRuntime.Threads.Ledger.RunInput.Fit(text);

    public static void CheckPage(int offset, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
    }
}
