using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Threads.Bench;
using GraphRuntime.Threads;
using static GraphRuntime.Testing.Threads.Bench.RunBench;

namespace GraphRuntime.Testing.Threads.Cases;

internal static class HintCases
{
    public static IEnumerable<ConformanceCase<RunStoreSubject>> All =>
    [
        Case("Hints: an admission says that there is work, a settlement that something changed, an event that there are events", Told),
        Case("Hints: a signal and an erasure are told, so that owners stop", Signals),
        Case("Hints: a listener that is disposed of hears nothing, the others go on", Disposed),
        Case("Hints: a listener that throws fails no call, and the others hear", Throwing),
    ];

    private static async Task Told(RunBench bench)
    {
        var threadId = NewThreadId();
        var heard = new Heard(bench.Store);
        using (heard.Subscription)
        {
            await bench.AdmitAsync(threadId).ConfigureAwait(false);
            Expect.True(heard.Take(RunStoreHintKind.Ready, threadId), "the admission is not told");
            var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
            await bench.Store.AppendEventsAsync(claimed.Lease, [new RunEvent(1, "values", "", default)], bench.Token).ConfigureAwait(false);
            Expect.True(heard.Take(RunStoreHintKind.Events, threadId), "the event is not told");
            await bench.AdmitAsync(threadId).ConfigureAwait(false);
            heard.Clear();
            await bench.SettleAsync(claimed.Lease).ConfigureAwait(false);
            Expect.True(heard.Take(RunStoreHintKind.Changed, threadId), "the settlement is not told");
            Expect.True(heard.Take(RunStoreHintKind.Ready, threadId), "the next run is not told");
        }
    }

    private static async Task Signals(RunBench bench)
    {
        var threadId = NewThreadId();
        await bench.AdmitAsync(threadId).ConfigureAwait(false);
        await bench.ClaimOneAsync().ConfigureAwait(false);
        var heard = new Heard(bench.Store);
        using (heard.Subscription)
        {
            await bench.AdmitAsync(threadId, decide: Displace(DisplacementKind.Interrupt)).ConfigureAwait(false);
            Expect.True(heard.Take(RunStoreHintKind.Changed, threadId), "the signal is not told");
            await bench.DisplaceAsync(threadId, DisplacementKind.Rollback).ConfigureAwait(false);
            Expect.True(heard.Take(RunStoreHintKind.Changed, threadId), "the erasure is not told");
        }
    }

    private static async Task Throwing(RunBench bench)
    {
        var threadId = NewThreadId();
        using (bench.Store.Subscribe(static _ => throw new InvalidOperationException("a listener")))
        {
            var heard = new Heard(bench.Store);
            await bench.AdmitAsync(threadId).ConfigureAwait(false);
            Expect.True(heard.Take(RunStoreHintKind.Ready, threadId), "the other listener does not hear");
            heard.Subscription.Dispose();
        }
    }

    private static async Task Disposed(RunBench bench)
    {
        var (gone, heard) = (new Heard(bench.Store), new Heard(bench.Store));
        gone.Subscription.Dispose();
        var threadId = NewThreadId();
        await bench.AdmitAsync(threadId).ConfigureAwait(false);
        Expect.True(!gone.Take(RunStoreHintKind.Ready, threadId), "a disposed listener hears");
        Expect.True(heard.Take(RunStoreHintKind.Ready, threadId), "the other listener does not hear");
        heard.Subscription.Dispose();
    }

    private sealed class Heard
    {
        private readonly List<RunStoreHint> _hints = [];

        public Heard(IRunStore store) => Subscription = store.Subscribe(hint =>
        {
            lock (_hints)
            {
                _hints.Add(hint);
            }
        });

        public IDisposable Subscription { get; }

        public bool Take(RunStoreHintKind kind, string threadId)
        {
            lock (_hints)
            {
                return _hints.RemoveAll(hint => hint.Kind == kind && (hint.ThreadId is null || hint.ThreadId == threadId)) > 0;
            }
        }

        public void Clear()
        {
            lock (_hints)
            {
                _hints.Clear();
            }
        }
    }
}
