using System.Runtime.CompilerServices;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Storage.Tests.PlantedDefects;

/// <summary>A checkpointer that is right but for one defect.</summary>
internal sealed class DefectiveCheckpointer(Defect defect) : ICheckpointer
{
    private readonly InMemoryCheckpointer _inner = new();

    public async ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, CancellationToken cancellationToken)
    {
        var read = await _inner.ReadAsync(address, checkpointId, cancellationToken);
        return read.Checkpoint is null ? read : read with { Checkpoint = Distort(read.Checkpoint) };
    }

    public async IAsyncEnumerable<StoredCheckpoint> ListAsync(CheckpointQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        query = defect switch
        {
            Defect.ListsTheNamedCheckpointOfBefore when query.Before < long.MaxValue => query with { Before = query.Before + 1 },
            Defect.IgnoresLimit => query with { Limit = null },
            Defect.IgnoresMetadataFilter => query with { Metadata = new Dictionary<string, ReadOnlyMemory<byte>>() },
            _ => query,
        };
        await foreach (var checkpoint in _inner.ListAsync(query, cancellationToken))
        {
            yield return Distort(checkpoint);
        }
    }

    public async ValueTask<IReadOnlyList<string>> ListNamespacesAsync(string threadId, CancellationToken cancellationToken)
    {
        var namespaces = await _inner.ListNamespacesAsync(threadId, cancellationToken);
        return defect == Defect.ReturnsNamespacesInReverse ? [.. namespaces.Reverse()] : namespaces;
    }

    public async ValueTask PutAsync(CheckpointCommit commit, CancellationToken cancellationToken)
    {
        var now = await _inner.ReadAsync(commit.Address, null, CancellationToken.None);
        if (defect == Defect.RefusesRepeatedCommit && commit.Checkpoints[^1].Record.Id == now.Head)
        {
            throw new StaleHeadException(commit.Address.ThreadId, commit.Address.Namespace, commit.ExpectedHead, now.Head);
        }

        await _inner.PutAsync(
            defect switch
            {
                Defect.IgnoresEpochOfCommits => commit with { Epoch = now.Epoch },
                Defect.IgnoresExpectedHead => commit with { ExpectedHead = now.Head },
                _ => commit,
            },
            cancellationToken);
    }

    public async ValueTask PutWritesAsync(PendingWriteBatch batch, CancellationToken cancellationToken)
    {
        var now = await _inner.ReadAsync(batch.Address, null, CancellationToken.None);
        if (defect == Defect.DropsWritesOfOlderCheckpoints && batch.CheckpointId < now.Head)
        {
            return;
        }

        await _inner.PutWritesAsync(
            defect switch
            {
                Defect.IgnoresEpochOfWrites => batch with { Epoch = now.Epoch },
                Defect.ForgetsWhoMadeWrites => batch with { RunId = null },
                _ => batch,
            },
            cancellationToken);
    }

    public async ValueTask DeleteThreadAsync(string threadId, CancellationToken cancellationToken)
    {
        if (defect != Defect.KeepsEpochWhenThreadIsDeleted)
        {
            await _inner.DeleteThreadAsync(threadId, cancellationToken);
            return;
        }

        foreach (var name in await _inner.ListNamespacesAsync(threadId, cancellationToken))
        {
            var query = new CheckpointQuery { Address = new CheckpointAddress(threadId, name) };
            var runs = await _inner.ListAsync(query, cancellationToken).Select(one => one.Record.RunId).OfType<string>().ToListAsync(cancellationToken);
            await _inner.DeleteRunsAsync(threadId, runs, cancellationToken);
        }
    }

    public async ValueTask DeleteRunsAsync(string threadId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken)
    {
        if (defect != Defect.DeletesRunsInRootNamespaceOnly || (await _inner.ListNamespacesAsync(threadId, cancellationToken)).All(name => name.Length == 0))
        {
            await _inner.DeleteRunsAsync(threadId, runIds, cancellationToken);
        }
    }

    public async ValueTask CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken)
    {
        if (defect == Defect.CopiesOverExistingThread)
        {
            await _inner.DeleteThreadAsync(targetThreadId, cancellationToken);
        }

        await _inner.CopyThreadAsync(sourceThreadId, targetThreadId, cancellationToken);
    }

    public ValueTask<long> PruneAsync(PruneOptions options, CancellationToken cancellationToken) => _inner.PruneAsync(
        defect switch
        {
            Defect.PrunesPaused => options with { KeepPaused = false },
            Defect.PrunesOneTooFew => options with { KeepLatest = options.KeepLatest + 1 },
            Defect.PrunesByAgeAlone when options.OlderThan is not null => options with { KeepLatest = 1 },
            _ => options,
        },
        cancellationToken);

    public async ValueTask<long> AcquireAsync(string threadId, CancellationToken cancellationToken)
    {
        var epoch = (await _inner.ReadAsync(new CheckpointAddress(threadId, ""), null, cancellationToken)).Epoch;
        return defect == Defect.GivesTheSameEpochTwice && epoch > 0 ? epoch : await _inner.AcquireAsync(threadId, cancellationToken);
    }

    private StoredCheckpoint Distort(StoredCheckpoint stored) => defect switch
    {
        Defect.DropsChildResults => stored with { ChildResults = default },
        Defect.ReturnsWritesInReverse => stored with { PendingWrites = [.. stored.PendingWrites.Reverse()] },
        Defect.CutsTimeToMilliseconds => stored with
        {
            Record = stored.Record with { CreatedAt = stored.Record.CreatedAt.AddTicks(-(stored.Record.CreatedAt.Ticks % TimeSpan.TicksPerMillisecond)) },
        },
        _ => stored,
    };
}
