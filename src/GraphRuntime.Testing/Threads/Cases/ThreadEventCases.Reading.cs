using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Threads.Bench;
using GraphRuntime.Threads;
using static GraphRuntime.Testing.Threads.Bench.RunBench;

namespace GraphRuntime.Testing.Threads.Cases;

/// <content>Events as they are read.</content>
internal static partial class ThreadEventCases
{
    private static async Task FactsAlone(RunBench bench)
    {
        var threadId = NewThreadId();
        var run = await StartAsync(bench, threadId).ConfigureAwait(false);
        await AdmitAsync(bench, threadId, "b").ConfigureAwait(false);
        await bench.Store.AppendEventsAsync(run.Lease, [Event(1), Event(2)], bench.Token).ConfigureAwait(false);
        await bench.SettleAsync(run.Lease).ConfigureAwait(false);
        await ReadsAsync(new RunFactQuery(threadId), "a:Admitted(graph,Enqueue)", "a:Started(1)", "b:Admitted(graph,Enqueue)", "a:Ended(Success,None)").ConfigureAwait(false);
        await ReadsAsync(new RunFactQuery(threadId) { RunIds = ["b", "unknown"] }, "b:Admitted(graph,Enqueue)").ConfigureAwait(false);
        await ReadsAsync(new RunFactQuery(threadId) { RunIds = ["a"], After = 1, Limit = 1 }, "a:Started(1)").ConfigureAwait(false);
        await ReadsAsync(new RunFactQuery(threadId) { RunIds = [] }).ConfigureAwait(false);
        Expect.True(await bench.Store.ReadFactsAsync(new RunFactQuery(NewThreadId()), bench.Token).ConfigureAwait(false) is null, "an unknown thread has facts");

        async Task ReadsAsync(RunFactQuery query, params IReadOnlyList<string> expected)
        {
            var page = await bench.Second.ReadFactsAsync(query, bench.Token).ConfigureAwait(false);
            Expect.Sequence(expected, page!.Events.Select(Show), "facts of the thread");
            Expect.Equal(6L, page.LastNumber, "last number");
        }
    }

    private static async Task Pages(RunBench bench)
    {
        var threadId = NewThreadId();
        var run = await StartAsync(bench, threadId).ConfigureAwait(false);
        for (var i = 1; i <= 5; i++)
        {
            await bench.Store.AppendEventsAsync(run.Lease, [Event(i)], bench.Token).ConfigureAwait(false);
            await AdmitAsync(bench, threadId, $"run{i}").ConfigureAwait(false);
        }

        var whole = await bench.Store.ReadThreadEventsAsync(threadId, 0, 100, bench.Token).ConfigureAwait(false);
        var read = new List<StoredThreadEvent>();
        while (read.Count < 100 && await bench.Store.ReadThreadEventsAsync(threadId, read.Count == 0 ? 0 : read[^1].Number, 3, bench.Token).ConfigureAwait(false) is { Events.Count: > 0 } page)
        {
            Expect.Equal(12L, page.LastNumber, "last number");
            read.AddRange(page.Events);
        }

        Expect.Sequence(whole!.Events.Select(Show), read.Select(Show), "pages");
        Expect.Equal(12, read.Count, "events");
    }

    private static async Task Unknown(RunBench bench)
    {
        var threadId = NewThreadId();
        Expect.True(await bench.Store.ReadThreadEventsAsync(threadId, 0, 10, bench.Token).ConfigureAwait(false) is null, "an unknown thread has events");
        await AdmitAsync(bench, threadId, "a").ConfigureAwait(false);
        var copy = await bench.Store.CopyThreadAsync(threadId, NewThreadId(), bench.Token).ConfigureAwait(false);
        Expect.Equal(0, (await bench.Store.ReadThreadEventsAsync(copy.ThreadId, 0, 10, bench.Token).ConfigureAwait(false))!.Events.Count, "events of a copy");
    }
}
