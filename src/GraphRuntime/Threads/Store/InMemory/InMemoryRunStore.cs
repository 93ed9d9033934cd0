using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using GraphRuntime.Checkpointing;

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
    private readonly InMemory.ReadyLine _line = new();
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
    }

    private DateTimeOffset Now => _time.GetUtcNow();

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

            thread.Metadata = change(thread.Metadata).ToArray();
            thread.UpdatedAt = Now;
            return thread.ToStored();
        }));
    }

    /// <inheritdoc/>
    public ValueTask<StoredThread> CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken) =>
        Answer(cancellationToken, () => Copy(sourceThreadId, targetThreadId));

    /// <inheritdoc/>
    public ValueTask<bool> DeleteThreadAsync(string threadId, CancellationToken cancellationToken) =>
        Answer(cancellationToken, () =>
        {
            var found = Read(threadId, thread =>
            {
                if (thread is null)
                {
                    return false;
                }

                thread.Delete();
                _threads.TryRemove(threadId, out _);
                _running.TryRemove(thread, out _);
                return true;
            });
            _listeners.Publish(RunStoreHintKind.Changed, threadId);
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
                return request.ExistingIsFine ? known.ToStored() : throw new ThreadExistsException(request.ThreadId);
            }

            var thread = new InMemory.MemoryThread(entry, Now) { Metadata = request.Metadata.ToArray() };
            _threads[request.ThreadId] = thread;
            return thread.ToStored();
        }
    }

    private StoredThread Copy(string sourceThreadId, string targetThreadId)
    {
        var (copy, lines) = Read(sourceThreadId, source => source is null
            ? throw new ThreadNotFoundException(sourceThreadId)
            : (source.ToStored(), _checkpointer.Thread(sourceThreadId).CopyLines(targetThreadId)));
        var entry = _checkpointer.Thread(targetThreadId);
        lock (entry.Gate)
        {
            if (_threads.ContainsKey(targetThreadId))
            {
                throw new ThreadExistsException(targetThreadId);
            }

            entry.Fill(lines);
            var target = new InMemory.MemoryThread(entry, Now) { Metadata = copy.Metadata, Context = copy.Context, GraphName = copy.GraphName, Rest = copy.Rest };
            _threads[targetThreadId] = target;
            return target.ToStored();
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

    /// <summary>Changes the run of a lease, if the lease holds, and tells the listeners.</summary>
    private bool WithLease(RunLease lease, RunStoreHintKind kind, Func<InMemory.MemoryThread, InMemory.MemoryRun, bool> body)
    {
        var ready = false;
        var done = Read(lease.ThreadId, thread =>
        {
            if (thread?.Find(lease) is not { } run || !body(thread, run))
            {
                return false;
            }

            ready = Noted(thread);
            return true;
        });
        if (done)
        {
            _listeners.Publish(kind, lease.ThreadId);
        }

        if (ready)
        {
            _listeners.Publish(RunStoreHintKind.Ready, lease.ThreadId);
        }

        return done;
    }

    /// <summary>Brings the line of ready threads and the list of running ones up to date. Called under the lock of the thread.</summary>
    private bool Noted(InMemory.MemoryThread thread)
    {
        if (thread.Running is null)
        {
            _running.TryRemove(thread, out _);
        }
        else
        {
            _running[thread] = 0;
        }

        return _line.Note(thread, Now);
    }
}
