namespace GraphRuntime.Threads;

/// <summary>A part of the stream of a run, with the status the run had in the same snapshot.</summary>
/// <param name="Events">The events, by sequence.</param>
/// <param name="Status">The status. A run with a final status gets no further events.</param>
/// <param name="LastEvent">The sequence of the last event stored so far.</param>
public sealed record RunEventPage(IReadOnlyList<RunEvent> Events, RunStatus Status, long LastEvent)
{
    /// <summary>
    /// How many bytes of <see cref="RunEvent.Data"/> a page has at most, but for its last event: the event that reaches this sum is the last one of its page.
    /// A reader goes on until it has <see cref="LastEvent"/>, whatever the length of a page.
    /// </summary>
    /// <value>4 MiB.</value>
    public const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>The first events of a run, until a limit or <see cref="MaxBytes"/> is reached.</summary>
    internal static List<RunEvent> Fit(IEnumerable<RunEvent> events, int limit) => [.. Fit(events, limit, static one => one.Data.Length)];

    /// <summary>The first events of a thread, until a limit or <see cref="MaxBytes"/> is reached. Facts have no data.</summary>
    internal static List<StoredThreadEvent> Fit(IEnumerable<StoredThreadEvent> events, int limit) => [.. Fit(events, limit, static one => one.Event?.Data.Length ?? 0)];

    private static IEnumerable<T> Fit<T>(IEnumerable<T> events, int limit, Func<T, int> bytes)
    {
        var sum = 0L;
        foreach (var one in events.Take(limit))
        {
            yield return one;
            if ((sum += bytes(one)) >= MaxBytes)
            {
                yield break;
            }
        }
    }
}
