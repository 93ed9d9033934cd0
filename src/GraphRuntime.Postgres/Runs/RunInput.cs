using System.Text;

namespace GraphRuntime.Postgres;

/// <summary>Bad input is refused at the door; text that comes from elsewhere is made fit.</summary>
internal static class RunInput
{
    public static void Check(NewRun run)
    {
        Check(run.ThreadId, run.RunId);
        StoredText.Check(run.GraphName, "graph name");
        ArgumentOutOfRangeException.ThrowIfLessThan(run.MaxAttempts, 1, nameof(run));
        ArgumentOutOfRangeException.ThrowIfLessThan(run.Delay, TimeSpan.Zero, nameof(run));
        if (run.IdempotencyKey is { } key)
        {
            StoredText.Check(key, "idempotency key");
        }
    }

    public static void Check(RunLease lease) => Check(lease.ThreadId, lease.RunId);

    public static void Check(string threadId, string runId)
    {
        StoredText.Check(threadId, "thread id");
        StoredText.Check(runId, "run id");
    }

    public static void Check(IReadOnlyList<RunEvent> events)
    {
        foreach (var one in events)
        {
            StoredText.Check(one.Kind, "kind of an event");
            StoredText.Check(one.Namespace, "namespace of an event");
        }
    }

    public static string[] Checked(IEnumerable<string> texts, string what)
    {
        string[] all = [.. texts];
        Array.ForEach(all, text => StoredText.Check(text, what));
        return all;
    }

    /// <summary>A JSON object for the server; <see langword="null"/> for none.</summary>
    public static string? Json(ReadOnlyMemory<byte> json) => json.IsEmpty ? null : Encoding.UTF8.GetString(json.Span);

    /// <summary>An error message may hold anything, and a run must be able to end with it.</summary>
    public static string? Fit(string? text) => GraphRuntime.Threads.Ledger.RunInput.Fit(text);
}
