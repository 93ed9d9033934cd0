using System.Threading.Channels;
using GraphRuntime.Sqlite.Database;
using GraphRuntime.Sqlite.Threads;

namespace GraphRuntime.Sqlite.Writing;

/// <summary>
/// The one writer of a database. A caller that comes alone does its work itself, on its own thread; when many come at once they queue up, and
/// one transaction takes them all.
/// </summary>
internal sealed class SqliteWriter : IThreadPoolWorkItem, IDisposable, IAsyncDisposable
{
    private readonly Channel<WriteWork> _queue;
    private readonly SqliteSession _session;
    private readonly WriteBatch _batch;
    private readonly Lock? _gate;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    // With so much waiting in the thread pool it is likely that others want to write soon. Looking is not free: one caller of so many does.
    private const int Backlog = 8;
    private const int LookEvery = 16;

    // Nobody leads; somebody works, now; the pool was asked to, and whoever is quicker may take the lead from it.
    private const int Free = 0;
    private const int Led = 1;
    private const int Parked = 2;

    private int _led;
    private int _looks;

    // How many came together lately. It falls slowly: one small batch among large ones must not send everybody off alone.
    private int _crowd;
    private int _disposed;

    public SqliteWriter(SqliteSession session, Lock? gate, SqliteStorageOptions options)
    {
        _session = session;
        _gate = gate;
        _batch = new WriteBatch(session, Lines, options.MaxWritesPerCommit);
        _queue = Channel.CreateBounded<WriteWork>(new BoundedChannelOptions(options.MaxQueuedWrites) { AllowSynchronousContinuations = false });
    }

    /// <summary>For works only, while they run.</summary>
    public LineCache Lines { get; } = new();

    /// <summary>Grows when a work of this writer was the first to see commits of other connections.</summary>
    public long ForeignCommits => _batch.ForeignCommits;

    /// <summary>Does the work in a transaction; completes when the commit stands.</summary>
    /// <exception cref="StorageException">The database could not take the work; nothing of it is stored.</exception>
    public ValueTask RunAsync(WriteWork work)
    {
        if (work.Cancellation.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(work.Cancellation);
        }

        if (Volatile.Read(ref _crowd) > 1 || ExpectsCompany() || !TryLead())
        {
            return QueueAsync(work);
        }

        try
        {
            Commit(work);
        }
        finally
        {
            Release();
        }

        return work.Failure is null ? ValueTask.CompletedTask : ValueTask.FromException(work.Failure);
    }

    /// <summary>Does the work in a transaction; gives its result when the commit stands.</summary>
    public async ValueTask<TResult> RunAsync<TResult>(WriteWork<TResult> work)
    {
        await RunAsync((WriteWork)work).ConfigureAwait(false);
        return work.Result;
    }

    /// <summary>Does the work on the calling thread, which waits for its turn but never for the thread pool.</summary>
    public void Run(WriteWork work)
    {
        work.Cancellation.ThrowIfCancellationRequested();
        for (var spin = default(SpinWait); !TryLead() && Interlocked.CompareExchange(ref _led, Led, Parked) != Parked; spin.SpinOnce())
        {
            work.Cancellation.ThrowIfCancellationRequested();
            if (Volatile.Read(ref _disposed) != 0)
            {
                throw SqliteErrors.Disposed();
            }
        }

        try
        {
            Commit(work);
        }
        finally
        {
            Release();
        }

        if (work.Failure is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>Drains the queue; called by the thread pool, which was asked to lead.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        if (Interlocked.CompareExchange(ref _led, Led, Parked) != Parked)
        {
            return;
        }

        try
        {
            Commit(null);
        }
        finally
        {
            Release();
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            Close();
        }

        _closed.Task.GetAwaiter().GetResult();
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            Close();
        }

        await _closed.Task.ConfigureAwait(false);
    }

    private ValueTask QueueAsync(WriteWork work)
    {
        var done = work.Wait();
        var isQueued = _queue.Writer.TryWrite(work);
        if (TryLead())
        {
            Park();
        }

        return isQueued ? done : QueueWhenThereIsRoomAsync(work, done);
    }

    private async ValueTask QueueWhenThereIsRoomAsync(WriteWork work, ValueTask done)
    {
        try
        {
            await _queue.Writer.WriteAsync(work, work.Cancellation).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw SqliteErrors.Disposed();
        }

        if (TryLead())
        {
            Park();
        }

        await done.ConfigureAwait(false);
    }

    private bool ExpectsCompany() => ++_looks % LookEvery == 0 && ThreadPool.PendingWorkItemCount >= Backlog;

    private bool TryLead() => Interlocked.CompareExchange(ref _led, Led, Free) == Free;

    /// <summary>Has the pool take the lead over. Called by who leads.</summary>
    private void Park()
    {
        Volatile.Write(ref _led, Parked);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private void Commit(WriteWork? own)
    {
        using var gate = new Gate(_gate);
        if (own is not null)
        {
            _batch.Run(own);
        }

        while (_batch.IsOpen && _queue.Reader.TryRead(out var work))
        {
            _batch.Run(work);
        }

        Volatile.Write(ref _crowd, Math.Max(_batch.Finish(), _crowd - 1 - (_crowd / 8)));
    }

    // The flag goes down before the queue is looked at, and a caller looks at the flag after it has queued: one of the two sees the other.
    private void Release()
    {
        Interlocked.Exchange(ref _led, Free);
        if (_queue.Reader.Count > 0)
        {
            if (TryLead())
            {
                Park();
            }
        }
        else if (Volatile.Read(ref _disposed) != 0)
        {
            Close();
        }
    }

    private void Close()
    {
        _queue.Writer.TryComplete();
        if (!TryLead())
        {
            return;
        }

        if (_queue.Reader.Count > 0)
        {
            Park();
        }
        else if (!_closed.Task.IsCompleted)
        {
            // The lead is kept for ever: nobody uses the session any more.
            _session.Dispose();
            _closed.TrySetResult();
        }
    }
}
