using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using GraphRuntime.Checkpointing.InMemory;
using GraphRuntime.Graphs;

namespace GraphRuntime.Checkpointing;

/// <summary>
/// Keeps checkpoints in the memory of this process. They live as long as this object. Every call completes synchronously.
/// </summary>
/// <remarks>
/// Input bytes are copied, so that a caller may reuse its buffers. Output bytes never change, even when the checkpoint is
/// removed later. A value is held once, however many checkpoints refer to it, so memory grows with what changed.
/// </remarks>
public sealed class InMemoryCheckpointer : ICheckpointer
{
    private const int PageSize = 100;

    private readonly ConcurrentDictionary<string, ThreadEntry> _threads = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<CheckpointRead>(cancellationToken);
        }

        var read = _threads.TryGetValue(address.ThreadId, out var thread)
            ? thread.Read(address.Namespace, checkpointId)
            : new CheckpointRead(0, 0, 0, null);
        return ValueTask.FromResult(read);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredCheckpoint> ListAsync(CheckpointQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegative(query.Limit ?? 0, nameof(query));
        return List(query, new MetadataFilter(query.Metadata), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> ListNamespacesAsync(string threadId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(threadId);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<IReadOnlyList<string>>(cancellationToken);
        }

        return ValueTask.FromResult(_threads.TryGetValue(threadId, out var thread) ? thread.Namespaces() : []);
    }

    /// <inheritdoc/>
    public ValueTask PutAsync(CheckpointCommit commit, CancellationToken cancellationToken)
    {
        CommitCheck.Input(commit);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        try
        {
            ThreadForWrite(commit.Address.ThreadId, commit.Epoch).Put(commit);
            return ValueTask.CompletedTask;
        }
        catch (Exception exception)
        {
            return ValueTask.FromException(exception);
        }
    }

    /// <inheritdoc/>
    public ValueTask PutWritesAsync(PendingWriteBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        try
        {
            ThreadForWrite(batch.Address.ThreadId, batch.Epoch).PutWrites(batch);
            return ValueTask.CompletedTask;
        }
        catch (Exception exception)
        {
            return ValueTask.FromException(exception);
        }
    }

    /// <inheritdoc/>
    public ValueTask DeleteThreadAsync(string threadId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(threadId);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        Thread(threadId).Delete();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DeleteRunsAsync(string threadId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(threadId);
        var unique = new HashSet<string>(runIds, StringComparer.Ordinal);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        if (_threads.TryGetValue(threadId, out var thread))
        {
            thread.DeleteRuns(unique);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sourceThreadId);
        ArgumentNullException.ThrowIfNull(targetThreadId);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        try
        {
            // Two locks, one after the other: the copy is taken at one moment, and installed at another.
            var copies = _threads.TryGetValue(sourceThreadId, out var source) ? source.CopyLines(targetThreadId) : [];
            Thread(targetThreadId).Fill(copies);
            return ValueTask.CompletedTask;
        }
        catch (ThreadExistsException exception)
        {
            return ValueTask.FromException(exception);
        }
    }

    /// <inheritdoc/>
    public ValueTask<long> PruneAsync(PruneOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var removed = 0L;
        foreach (var thread in ThreadsToPrune(options))
        {
            if (cancellationToken.IsCancellationRequested)
            {
                return ValueTask.FromCanceled<long>(cancellationToken);
            }

            removed += thread.Prune(options);
        }

        return ValueTask.FromResult(removed);
    }

    /// <inheritdoc/>
    public ValueTask<long> AcquireAsync(string threadId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(threadId);
        return cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<long>(cancellationToken)
            : ValueTask.FromResult(Thread(threadId).Acquire());
    }

    private async IAsyncEnumerable<StoredCheckpoint> List(
        CheckpointQuery query, MetadataFilter metadata, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (left, before) = (query.Limit ?? int.MaxValue, query.Before ?? long.MaxValue);
        while (left > 0 && _threads.TryGetValue(query.Address.ThreadId, out var thread))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var size = Math.Min(left, PageSize);
            var page = thread.Page(query, metadata, before, size);
            foreach (var checkpoint in page)
            {
                yield return checkpoint;
            }

            if (page.Count < size)
            {
                break;
            }

            left -= size;
            before = page[^1].Record.Id;
        }

        // Nothing here is asynchronous, but an async iterator must await something.
        await ValueTask.CompletedTask.ConfigureAwait(false);
    }

    private IEnumerable<ThreadEntry> ThreadsToPrune(PruneOptions options)
    {
        if (options.ThreadId is null)
        {
            return _threads.Select(pair => pair.Value);
        }

        return _threads.TryGetValue(options.ThreadId, out var thread) ? [thread] : [];
    }

    /// <summary>The thread, brought into being where it is new; the run store changes runs and checkpoints in one step under its lock.</summary>
    internal ThreadEntry Thread(string threadId) => _threads.GetOrAdd(threadId, static id => new ThreadEntry(id));

    /// <summary>A write under a later epoch must not bring a thread into being.</summary>
    internal ThreadEntry ThreadForWrite(string threadId, long epoch)
    {
        if (_threads.TryGetValue(threadId, out var thread))
        {
            return thread;
        }

        return epoch == 0 ? Thread(threadId) : throw new StaleEpochException(threadId, epoch, 0);
    }
}
