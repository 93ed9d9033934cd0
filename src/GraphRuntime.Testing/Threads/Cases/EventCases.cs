using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Threads.Bench;
using GraphRuntime.Threads;
using static GraphRuntime.Testing.Threads.Bench.RunBench;

namespace GraphRuntime.Testing.Threads.Cases;

internal static class EventCases
{
    public static IEnumerable<ConformanceCase<RunStoreSubject>> All =>
    [
        Case("Events: every reader gets every event, from any place, in pages", Paged),
        Case("Events: a page of large events ends early, and the next one goes on", Large),
        Case("Events: repeated events are skipped", Repeated),
        Case("Events: a gap is refused and nothing of the batch is stored", Gap),
        Case("Events: the next attempt learns where the stream stands", NextAttempt),
        Case("Events: events of an ended run are read, and it gets no more", Ended),
        Case("Events: odd bytes and names come back as they were", Odd),
    ];

    private static RunEvent Event(long sequence) => new(sequence, "custom", "", Bytes($"{sequence}"));

    private static async Task Paged(RunBench bench)
    {
        var claimed = await StartAsync(bench).ConfigureAwait(false);
        await AppendAsync(bench, claimed.Lease, 1, 2, 3).ConfigureAwait(false);
        await AppendAsync(bench, claimed.Lease, 4, 5).ConfigureAwait(false);
        foreach (var (after, limit, expected) in new[] { (0L, 10, "1 2 3 4 5"), (2L, 2, "3 4"), (5L, 10, ""), (99L, 10, "") })
        {
            var page = await PageAsync(bench, claimed.Run, after, limit).ConfigureAwait(false);
            Expect.Equal(expected, string.Join(' ', page.Events.Select(one => Text(one.Data))), $"events after {after}");
            Expect.Sequence(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), page.Events.Select(one => $"{one.Sequence}"), "sequences");
            Expect.Equal((RunStatus.Running, 5L), (page.Status, page.LastEvent), "status and end");
        }
    }

    private static async Task Large(RunBench bench)
    {
        var claimed = await StartAsync(bench).ConfigureAwait(false);
        RunEvent[] large = [.. Enumerable.Range(1, 6).Select(static number => new RunEvent(number, "custom", "", new byte[(RunEventPage.MaxBytes / 3) + number]))];
        Expect.True(await bench.Store.AppendEventsAsync(claimed.Lease, large, bench.Token).ConfigureAwait(false), "the lease does not hold");
        foreach (var (after, expected) in new[] { (0L, "1 2 3"), (1L, "2 3 4"), (3L, "4 5 6"), (5L, "6") })
        {
            var page = await PageAsync(bench, claimed.Run, after, 10).ConfigureAwait(false);
            Expect.Equal(expected, string.Join(' ', page.Events.Select(static one => one.Sequence)), $"events after {after}");
            Expect.Equal(6L, page.LastEvent, "last event");
        }

        var read = new List<long>();
        for (var number = 0L; await bench.Second.ReadThreadEventsAsync(claimed.Run.ThreadId, number, 10, bench.Token).ConfigureAwait(false) is { Events: [.., var last] } page; number = last.Number)
        {
            Expect.True(page.Events.Count(static one => one.Event is not null) <= 3, "a page of the thread has too many large events");
            read.AddRange(page.Events.Where(static one => one.Event is not null).Select(static one => one.Event!.Value.Sequence));
        }

        Expect.Equal("1 2 3 4 5 6", string.Join(' ', read), "events of the thread");
    }

    private static async Task Repeated(RunBench bench)
    {
        var claimed = await StartAsync(bench).ConfigureAwait(false);
        await AppendAsync(bench, claimed.Lease, 1, 2).ConfigureAwait(false);
        await AppendAsync(bench, claimed.Lease, 1, 2).ConfigureAwait(false);
        await AppendAsync(bench, claimed.Lease, 2, 3).ConfigureAwait(false);
        var page = await PageAsync(bench, claimed.Run, 0, 10).ConfigureAwait(false);
        Expect.Sequence([1L, 2L, 3L], page.Events.Select(one => one.Sequence), "events");
    }

    private static async Task Gap(RunBench bench)
    {
        var claimed = await StartAsync(bench).ConfigureAwait(false);
        await AppendAsync(bench, claimed.Lease, 1).ConfigureAwait(false);
        await Expect.ThrowsAsync<ArgumentException>(() => AppendAsync(bench, claimed.Lease, 3), "a gap").ConfigureAwait(false);
        Expect.Equal(1L, (await PageAsync(bench, claimed.Run, 0, 10).ConfigureAwait(false)).LastEvent, "last event");
    }

    private static async Task NextAttempt(RunBench bench)
    {
        var claimed = await StartAsync(bench).ConfigureAwait(false);
        await AppendAsync(bench, claimed.Lease, 1, 2).ConfigureAwait(false);
        await bench.ReleaseAsync(claimed.Lease).ConfigureAwait(false);
        claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        Expect.Equal(2L, claimed.Run.LastEvent, "last event");
        await AppendAsync(bench, claimed.Lease, 3).ConfigureAwait(false);
        Expect.Equal(3, (await PageAsync(bench, claimed.Run, 0, 10).ConfigureAwait(false)).Events.Count, "events");
    }

    private static async Task Ended(RunBench bench)
    {
        var claimed = await StartAsync(bench).ConfigureAwait(false);
        await AppendAsync(bench, claimed.Lease, 1).ConfigureAwait(false);
        await bench.SettleAsync(claimed.Lease).ConfigureAwait(false);
        Expect.True(!await bench.Store.AppendEventsAsync(claimed.Lease, [Event(2)], bench.Token).ConfigureAwait(false), "an ended run gets an event");
        var page = await PageAsync(bench, claimed.Run, 0, 10).ConfigureAwait(false);
        Expect.Equal((1, RunStatus.Success, 1L), (page.Events.Count, page.Status, page.LastEvent), "the stream");
        Expect.True(await bench.Store.ReadEventsAsync(claimed.Run.ThreadId, "unknown", 0, 10, bench.Token).ConfigureAwait(false) is null, "a stream of no run");
    }

    private static async Task Odd(RunBench bench)
    {
        var claimed = await StartAsync(bench).ConfigureAwait(false);
        var odd = new RunEvent(1, "my 'kind'", "sub:\"1\"|ü", new byte[] { 0, 255, 34, 39 });
        await bench.Store.AppendEventsAsync(claimed.Lease, [odd], bench.Token).ConfigureAwait(false);
        var read = (await PageAsync(bench, claimed.Run, 0, 10).ConfigureAwait(false)).Events[0];
        Expect.Equal((odd.Kind, odd.Namespace), (read.Kind, read.Namespace), "names");
        Expect.Sequence(odd.Data.ToArray(), read.Data.ToArray(), "bytes");
    }

    private static async Task<ClaimedRun> StartAsync(RunBench bench)
    {
        await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        return await bench.ClaimOneAsync().ConfigureAwait(false);
    }

    private static async Task AppendAsync(RunBench bench, RunLease lease, params IReadOnlyList<long> sequences) =>
        Expect.True(await bench.Store.AppendEventsAsync(lease, [.. sequences.Select(Event)], bench.Token).ConfigureAwait(false), "the lease does not hold");

    private static async Task<RunEventPage> PageAsync(RunBench bench, StoredRun run, long after, int limit) =>
        await bench.Second.ReadEventsAsync(run.ThreadId, run.RunId, after, limit, bench.Token).ConfigureAwait(false)
        ?? throw new ConformanceFailureException("the stream is not found");
}
