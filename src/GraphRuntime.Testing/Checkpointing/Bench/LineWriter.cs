using System.Text;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Testing.Checkpointing.Bench;

/// <summary>Writes one namespace of a thread as an engine would: it remembers the epoch, the head and the last id.</summary>
internal sealed class LineWriter(ICheckpointer store, CheckpointAddress address, CancellationToken cancellationToken)
{
    public CheckpointAddress Address { get; } = address;

    public ICheckpointer Store { get; } = store;

    public long Epoch { get; set; }

    /// <summary>What the writer takes for the head, without pending writes and child results.</summary>
    public StoredCheckpoint? Head { get; set; }

    public long LastId { get; set; }

    public string ThreadId => Address.ThreadId;

    private long HeadId => Head?.Record.Id ?? 0;

    /// <summary>The same thread and namespace, as another instance or owner sees it.</summary>
    public LineWriter Through(ICheckpointer other) => new(other, Address, cancellationToken) { Epoch = Epoch, Head = Head, LastId = LastId };

    /// <summary>Another namespace of the thread.</summary>
    public LineWriter Namespace(string name) => new(Store, Address with { Namespace = name }, cancellationToken) { Epoch = Epoch };

    public async Task<LineWriter> AcquireAsync()
    {
        Epoch = await Store.AcquireAsync(ThreadId, cancellationToken).ConfigureAwait(false);
        return this;
    }

    public Draft Next() => new(LastId + 1, Head);

    public Draft NextFrom(StoredCheckpoint parent) => new(LastId + 1, parent);

    public CheckpointCommit Commit(params IReadOnlyList<Draft> drafts) => new()
    {
        Address = Address,
        Epoch = Epoch,
        ExpectedHead = HeadId,
        Checkpoints = [.. drafts.Select(draft => draft.ToNew())],
    };

    public async Task PutAsync(params IReadOnlyList<Draft> drafts)
    {
        await PutAsync(Commit(drafts)).ConfigureAwait(false);
        Head = drafts[^1].ToExpected();
        LastId = drafts[^1].Id;
    }

    public Task PutAsync(CheckpointCommit commit) => Store.PutAsync(commit, cancellationToken).AsTask();

    /// <summary>Puts the next checkpoint and returns what must be read back.</summary>
    public async Task<StoredCheckpoint> PutNextAsync(Action<Draft>? edit = null)
    {
        var draft = Next();
        edit?.Invoke(draft);
        await PutAsync([draft]).ConfigureAwait(false);
        return draft.ToExpected();
    }

    /// <summary>Puts checkpoints that each set the channel "value" to their id.</summary>
    public async Task<List<StoredCheckpoint>> PutManyAsync(int count, Action<Draft>? edit = null)
    {
        var expected = new List<StoredCheckpoint>();
        for (var i = 0; i < count; i++)
        {
            expected.Add(await PutNextAsync(draft => (edit ?? (_ => { }))(draft.Set("value", $"value {draft.Id}"))).ConfigureAwait(false));
        }

        return expected;
    }

    public PendingWriteBatch Batch(long checkpointId, string? runId, params IReadOnlyList<PendingWrite> writes) => new()
    {
        Address = Address,
        Epoch = Epoch,
        CheckpointId = checkpointId,
        RunId = runId,
        Writes = writes,
    };

    public Task PutWritesAsync(PendingWriteBatch batch) => Store.PutWritesAsync(batch, cancellationToken).AsTask();

    public Task PutWritesAsync(long checkpointId, params IReadOnlyList<PendingWrite> writes) => PutWritesAsync(Batch(checkpointId, "run", writes));

    public Task<CheckpointRead> ReadAsync(long? checkpointId = null) => Store.ReadAsync(Address, checkpointId, cancellationToken).AsTask();

    public async Task<StoredCheckpoint?> StoredAsync(long? checkpointId = null) => (await ReadAsync(checkpointId).ConfigureAwait(false)).Checkpoint;

    public Task<List<StoredCheckpoint>> ListAsync(Func<CheckpointQuery, CheckpointQuery>? edit = null)
    {
        var query = new CheckpointQuery { Address = Address };
        return ListAsync(edit is null ? query : edit(query));
    }

    public Task DeleteRunsAsync(params IReadOnlyList<string> runIds) => Store.DeleteRunsAsync(ThreadId, runIds, cancellationToken).AsTask();

    public Task DeleteThreadAsync() => Store.DeleteThreadAsync(ThreadId, cancellationToken).AsTask();

    public Task<long> PruneAsync(Func<PruneOptions, PruneOptions>? edit = null)
    {
        var options = new PruneOptions { ThreadId = ThreadId };
        return Store.PruneAsync(edit is null ? options : edit(options), cancellationToken).AsTask();
    }

    public async Task<IReadOnlyList<string>> NamespacesAsync() => await Store.ListNamespacesAsync(ThreadId, cancellationToken).ConfigureAwait(false);

    public static PendingWrite Write(string taskId, string payload, PendingWriteKind kind = PendingWriteKind.Result) =>
        new(taskId, kind, Encoding.UTF8.GetBytes(payload));

    private async Task<List<StoredCheckpoint>> ListAsync(CheckpointQuery query)
    {
        var all = new List<StoredCheckpoint>();
        await foreach (var checkpoint in Store.ListAsync(query, cancellationToken).ConfigureAwait(false))
        {
            all.Add(checkpoint);
        }

        return all;
    }
}
