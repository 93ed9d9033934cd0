using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using GraphRuntime.Checkpointing;
using GraphRuntime.Threads.Ledger;

namespace GraphRuntime.Threads;

/// <summary>
/// Keeps threads and runs in the memory of this process, together with the checkpoints of an <see cref="InMemoryCheckpointer"/>. Nothing survives the process.
/// </summary>
public sealed partial class InMemoryRunStore : IRunStore
{
    private readonly InMemoryCheckpointer _checkpointer;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, InMemory.MemoryThread> _threads = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<InMemory.MemoryThread, byte> _running = new();
    private readonly InMemory.ReadyQueue _queue = new();
    private readonly PerThreadGate _deciding;
    private readonly InMemory.HintListeners _listeners = new();

    /// <summary>Creates a store.</summary>
    /// <param name="checkpointer">Where the checkpoints of the same threads are.</param>
    /// <param name="time">The clock.</param>
    public InMemoryRunStore(InMemoryCheckpointer checkpointer, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(checkpointer);
        ArgumentNullException.ThrowIfNull(time);
        _checkpointer = checkpointer;
        _time = time;
        _deciding = new PerThreadGate(time);
    }

    private DateTimeOffset Now => StoredTime.Whole(_time.GetUtcNow());

    /// <inheritdoc/>
    public ValueTask<StoredThread> CreateThreadAsync(NewThread thread, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(thread);
        return Answer(cancellationToken, () => Create(thread));
    }

    /// <inheritdoc/>
    public ValueTask<ThreadSnapshot?> ReadThreadAsync(string threadId, CancellationToken cancellationToken) =>
        Answer(cancellationToken, () => Read(threadId, thread => thread?.Snapshot(Now, includeInputs: false)));

    /// <inheritdoc/>
    public ValueTask<StoredThread?> UpdateThreadAsync(
        string threadId, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Answer(cancellationToken, () => Read(threadId, thread =>
        {
            if (thread is null)
            {
                return null;
            }

            var metadata = change(thread.Header.Metadata).ToArray();
            thread.Change(header => header with { Metadata = metadata, UpdatedAt = Now });
            return thread.Header.ToStored();
        }));
    }

    /// <inheritdoc/>
    public ValueTask<StoredThread> CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken) =>
        Answer(cancellationToken, () => Copy(sourceThreadId, targetThreadId));

    /// <inheritdoc/>
    public ValueTask<bool> DeleteThreadAsync(string threadId, CancellationToken cancellationToken) => DeleteAsync(threadId, static _ => true, cancellationToken);

    private ValueTask<bool> DeleteAsync(string threadId, Func<InMemory.MemoryThread, bool> isAllowed, CancellationToken cancellationToken) =>
        Answer(cancellationToken, () =>
        {
            var found = Read(threadId, thread =>
            {
                if (thread is null || !isAllowed(thread))
                {
                    return false;
                }

                thread.Delete();
                _threads.TryRemove(threadId, out _);
                _running.TryRemove(thread, out _);
                _queue.Remove(thread);
                return true;
            });
            Publish(threadId, found, ready: false);
            return found;
        });

    /// <inheritdoc/>
    public IDisposable Subscribe(Action<RunStoreHint> listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return _listeners.Add(listener);
    }

    /// <summary>Everything happens at once; what is left of being asynchronous is how cancellation and errors are told.</summary>
    [SuppressMessage("Design", "CA1068", Justification = "The body comes last so that it reads as a block.")]
    private static ValueTask<T> Answer<T>(CancellationToken cancellationToken, Func<T> body)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<T>(cancellationToken);
        }

        try
        {
            return ValueTask.FromResult(body());
        }
        catch (Exception exception)
        {
            return ValueTask.FromException<T>(exception);
        }
    }

    private StoredThread Create(NewThread request)
    {
        var entry = _checkpointer.Thread(request.ThreadId);
        lock (entry.Gate)
        {
            if (_threads.TryGetValue(request.ThreadId, out var known))
            {
                return request.ExistingIsFine ? known.Header.ToStored() : throw new ThreadExistsException(request.ThreadId);
            }

            var thread = new InMemory.MemoryThread(entry, Now);
            thread.Change(header => header with { Metadata = request.Metadata.ToArray() });
            _threads[request.ThreadId] = thread;
            return thread.Header.ToStored();
        }
    }

    private StoredThread Copy(string sourceThreadId, string targetThreadId)
    {
        var (copy, lines) = Read(sourceThreadId, source => source is null
            ? throw new ThreadNotFoundException(sourceThreadId)
            : (source.Header, _checkpointer.Thread(sourceThreadId).CopyLines(targetThreadId)));
        var entry = _checkpointer.Thread(targetThreadId);
        lock (entry.Gate)
        {
            if (_threads.ContainsKey(targetThreadId))
            {
                throw new ThreadExistsException(targetThreadId);
            }

            entry.Fill(lines);
            var target = new InMemory.MemoryThread(entry, Now);
            target.Change(header => header with { Metadata = copy.Metadata, Context = copy.Context, GraphName = copy.GraphName, Rest = copy.Rest, Status = copy.Rest.Status });
            _threads[targetThreadId] = target;
            return target.Header.ToStored();
        }
    }

    /// <summary>Looks at a thread, or at none, under its lock.</summary>
    private T Read<T>(string threadId, Func<InMemory.MemoryThread?, T> body)
    {
        ArgumentNullException.ThrowIfNull(threadId);
        while (_threads.TryGetValue(threadId, out var thread))
        {
            lock (thread.Gate)
            {
                if (!thread.Gone)
                {
                    return body(thread);
                }
            }
        }

        return body(null);
    }

    /// <summary>Makes a transition of the run of a lease, if the lease holds.</summary>
    private bool WithLease(RunLease lease, Action<ThreadLedger, StoredRun> transition)
    {
        var ready = false;
        var done = Read(lease.ThreadId, thread =>
        {
            if (thread?.Run(lease) is not { } run)
            {
                return false;
            }

            var ledger = thread.Ledger(Now);
            transition(ledger, run.Stored);
            ready = Apply(thread, ledger);
            return true;
        });
        Publish(lease.ThreadId, done, ready);
        return done;
    }

    /// <summary>Changes the record of the run of a lease, if the lease holds, and nothing else.</summary>
    private bool WithRun(RunLease lease, RunStoreHintKind kind, Func<InMemory.MemoryThread, InMemory.MemoryRun, bool> change)
    {
        var done = Read(lease.ThreadId, thread => thread?.Run(lease) is { } run && change(thread, run));
        if (done)
        {
            _listeners.Publish(kind, lease.ThreadId);
        }

        return done;
    }

    /// <summary>Executes a transition and brings the queues of the store up to date. Called under the lock of the thread.</summary>
    /// <returns>Whether it is worth asking for runs.</returns>
    private bool Apply(InMemory.MemoryThread thread, ThreadLedger ledger)
    {
        var change = ledger.Close();
        thread.Apply(change);
        if (thread.Running is null)
        {
            _running.TryRemove(thread, out _);
        }
        else
        {
            _running[thread] = 0;
        }

        _queue.Update(thread);
        return change.IsWorthClaiming;
    }
}
