using System.Text;
using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Threads;

namespace GraphRuntime.Testing.Threads.Bench;

/// <summary>What a case works with: a store, its clock, and short names for what is done most.</summary>
internal sealed class RunBench(RunStoreSubject first, RunStoreSubject second, CancellationToken cancellationToken)
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    public static readonly ReapRequest Reap = new(100, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

    private int _runs;

    public IRunStore Store => first.Store;

    public IRunStore Second => second.Store;

    public CancellationToken Token => cancellationToken;

    public DateTimeOffset Now => first.Time.GetUtcNow();

    public static ConformanceCase<RunStoreSubject> Case(string name, Func<RunBench, Task> body) =>
        new(name, (first, second, cancellationToken) => body(new RunBench(first, second, cancellationToken)));

    public static string NewThreadId() => Unique.Name("thread");

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    public static AdmissionDecision Admit(ThreadSnapshot snapshot) => new() { Admitted = true };

    public static AdmissionDecision RejectBusy(ThreadSnapshot snapshot) => snapshot.Runs.Count == 0
        ? new AdmissionDecision { Admitted = true, Strategy = MultitaskStrategy.Reject }
        : new AdmissionDecision { Admitted = false, Refusal = AdmissionRefusal.Conflict };

    public static Func<ThreadSnapshot, AdmissionDecision> Displace(DisplacementKind kind) => snapshot => new AdmissionDecision
    {
        Admitted = true,
        Displaced = Everyone(kind)(snapshot),
    };

    public static Func<ThreadSnapshot, IReadOnlyList<RunDisplacement>> Everyone(DisplacementKind kind) =>
        snapshot => [.. snapshot.Runs.Select(run => new RunDisplacement(run.RunId, kind, Grace))];

    public static RunSettlement Success(ThreadRest? rest = null) => new() { Status = RunStatus.Success, Rest = rest };

    public void Advance(TimeSpan time) => first.Time.Advance(time);

    public NewRun Run(string threadId, Func<NewRun, NewRun>? edit = null)
    {
        var run = new NewRun
        {
            RunId = Unique.Name($"run-{Interlocked.Increment(ref _runs)}"),
            ThreadId = threadId,
            GraphName = "graph",
            Input = Bytes("input"),
            MaxAttempts = 3,
            CreateThread = true,
        };
        return edit is null ? run : edit(run);
    }

    public Task<AdmissionResult> TryAdmitAsync(NewRun run, Func<ThreadSnapshot, AdmissionDecision>? decide = null, IRunStore? store = null) =>
        (store ?? Store).AdmitAsync(new AdmissionRequest(run, decide ?? Admit), cancellationToken).AsTask();

    /// <summary>Admits a run that must be admitted.</summary>
    public async Task<StoredRun> AdmitAsync(string threadId, Func<NewRun, NewRun>? edit = null, Func<ThreadSnapshot, AdmissionDecision>? decide = null)
    {
        var result = await TryAdmitAsync(Run(threadId, edit), decide).ConfigureAwait(false);
        Expect.Equal(AdmissionOutcome.Admitted, result.Outcome, "outcome of the admission");
        return result.Run!;
    }

    public async Task<List<StoredRun>> AdmitManyAsync(string threadId, int count)
    {
        var runs = new List<StoredRun>();
        for (var i = 0; i < count; i++)
        {
            runs.Add(await AdmitAsync(threadId).ConfigureAwait(false));
        }

        return runs;
    }

    public async Task<IReadOnlyList<ClaimedRun>> ClaimAsync(int limit = 100, string owner = "owner", IRunStore? store = null) =>
        (await (store ?? Store).ClaimAsync(new RunClaim(owner, Lease, limit), cancellationToken).ConfigureAwait(false)).Runs;

    /// <summary>Claims what must be exactly one run.</summary>
    public async Task<ClaimedRun> ClaimOneAsync()
    {
        var runs = await ClaimAsync().ConfigureAwait(false);
        Expect.Equal(1, runs.Count, "claimed runs");
        return runs[0];
    }

    public Task<bool> SettleAsync(RunLease lease, RunSettlement? settlement = null) =>
        Store.SettleAsync(lease, settlement ?? Success(ThreadRest.Idle), cancellationToken).AsTask();

    public Task<bool> ReleaseAsync(RunLease lease, RunRelease? release = null) => Store
        .ReleaseAsync(lease, release ?? new RunRelease(RunStatusReason.HostStopping, CountAttempt: false, TimeSpan.Zero), cancellationToken).AsTask();

    public Task<IReadOnlyList<RunChange>?> DisplaceAsync(string threadId, DisplacementKind kind, params IReadOnlyList<string> runIds) =>
        Store.DisplaceAsync(
            threadId,
            snapshot => [.. Everyone(kind)(snapshot).Where(displaced => runIds.Count == 0 || runIds.Contains(displaced.RunId))],
            cancellationToken).AsTask();

    public async Task<StoredRun> GetAsync(StoredRun run) =>
        await Store.GetRunAsync(run.ThreadId, run.RunId, cancellationToken).ConfigureAwait(false)
        ?? throw new ConformanceFailureException($"run '{run.RunId}' is not found");

    public async Task GoneAsync(StoredRun run)
    {
        Expect.True(await Store.GetRunAsync(run.ThreadId, run.RunId, cancellationToken).ConfigureAwait(false) is null, "the run is still found");
        Expect.True(await Store.ReadEventsAsync(run.ThreadId, run.RunId, 0, 10, cancellationToken).ConfigureAwait(false) is null, "the stream is still found");
        var listed = await Store.ListRunsAsync(new RunQuery { ThreadId = run.ThreadId }, cancellationToken).ConfigureAwait(false);
        Expect.True(listed.All(other => other.RunId != run.RunId), "the run is still listed");
    }

    public async Task<ThreadSnapshot> ReadAsync(string threadId) =>
        await Store.ReadThreadAsync(threadId, cancellationToken).ConfigureAwait(false) ?? throw new ConformanceFailureException($"thread '{threadId}' is not found");

    public async Task StatusAsync(string threadId, ThreadStatus expected) =>
        Expect.Equal(expected, (await ReadAsync(threadId).ConfigureAwait(false)).Thread.Status, "status of the thread");

    public async Task StatusAsync(StoredRun run, RunStatus status, RunStatusReason reason)
    {
        var now = await GetAsync(run).ConfigureAwait(false);
        Expect.Equal((status, reason), (now.Status, now.Reason), "status of the run");
    }

    public Task<ReapResult> ReapAsync(ReapRequest? request = null) => Store.ReapAsync(request ?? Reap, cancellationToken).AsTask();

    /// <summary>A writer of checkpoints that has the lease of a run.</summary>
    public async Task<LineWriter> WriterAsync(RunLease lease)
    {
        var line = new LineWriter(first.Checkpointer, new CheckpointAddress(lease.ThreadId, ""), cancellationToken) { Epoch = lease.Epoch };
        var read = await line.ReadAsync().ConfigureAwait(false);
        line.LastId = read.LastId;
        line.Head = read.Checkpoint;
        return line;
    }

    public static async Task RefusedAsync(LineWriter line) =>
        await Expect.ThrowsAsync<StaleEpochException>(() => line.PutAsync(line.Next()), "a checkpoint under the lost lease").ConfigureAwait(false);
}
