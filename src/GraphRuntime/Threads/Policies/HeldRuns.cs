namespace GraphRuntime.Threads;

/// <summary>Runs that wait until their thread does not wait any more. They are delayed, so that answers overtake them, and let go when the thread rests.</summary>
internal static class HeldRuns
{
    /// <summary>How long such a run is delayed at a time; only a crash between the answer and the letting go makes this moment matter.</summary>
    public static TimeSpan Recheck { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Gives a run back that was let go although its thread waits (again).</summary>
    public static RunRelease Again { get; } = new(RunStatusReason.None, CountAttempt: false, Recheck) { Delayed = true };

    /// <summary>Lets the held runs of a thread enter its queue.</summary>
    public static async ValueTask LetGoAsync(IRunStore store, string threadId)
    {
        var thread = await store.ReadThreadAsync(threadId, CancellationToken.None).ConfigureAwait(false);
        var held = new HashSet<string>(StringComparer.Ordinal);
        foreach (var delayed in thread?.Runs.Where(static run => run.Delayed) ?? [])
        {
            var run = await store.GetRunAsync(threadId, delayed.RunId, CancellationToken.None).ConfigureAwait(false);
            if (run is not null && StoredInput.IsHeld(run.Input))
            {
                held.Add(run.RunId);
            }
        }

        if (held.Count > 0)
        {
            await store.DisplaceAsync(
                threadId,
                snapshot => [.. snapshot.Runs.Where(run => run.Delayed && held.Contains(run.RunId)).Select(static run => EndDelay(run))],
                CancellationToken.None).ConfigureAwait(false);
        }
    }

    public static RunDisplacement EndDelay(RunInFlight run) => new(run.RunId, DisplacementKind.EndDelay, TimeSpan.Zero);
}
