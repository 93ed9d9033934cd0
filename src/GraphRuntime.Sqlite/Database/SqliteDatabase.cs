using System.Collections.Concurrent;
using GraphRuntime.Sqlite.Writing;
using SQLitePCL;

namespace GraphRuntime.Sqlite.Database;

/// <summary>
/// One database: a writer that everything of this provider shares, and readers beside it. It lives until it is disposed.
/// </summary>
internal sealed class SqliteDatabase : IDisposable, IAsyncDisposable
{
    private readonly ConcurrentStack<SqliteSession> _idle = new();
    private readonly SqliteStorageOptions _options;
    private readonly TimeSpan _busyTimeout;
    private readonly SqliteTarget _target;
    private readonly SqliteTarget _existing;
    private readonly MemoryGate? _gate;
    private readonly FileWatch _watch;
    private int _disposed;

    private SqliteDatabase(SqliteStorageOptions options, SqliteTarget target)
    {
        _options = options;
        _target = target;
        _existing = target.IsMemory ? target : target with { Flags = target.Flags & ~raw.SQLITE_OPEN_CREATE };
        _busyTimeout = target.BusyTimeout ?? options.BusyTimeout;
        var isNew = target.IsNewFile;
        _gate = target.IsMemory ? MemoryGate.Rent(target.FileName) : null;
        SqliteSession? session = null;
        try
        {
            session = SqliteSession.Open(target, options, _busyTimeout);
            if (isNew)
            {
                target.KeepForOwner();
            }

            using (Enter())
            {
                Prepare(session);
            }

            _watch = new FileWatch(target, options);
        }
        catch
        {
            session?.Dispose();
            _gate?.Return();
            throw;
        }

        Writer = new SqliteWriter(session, _gate?.Lock, options);
    }

    public SqliteWriter Writer { get; }

    /// <summary>Opens or creates the database and brings its schema up to date.</summary>
    /// <exception cref="StorageException">The database cannot be used; the exception says why.</exception>
    public static SqliteDatabase Open(SqliteStorageOptions options)
    {
        options.Validate();
        Batteries_V2.Init();
        return new SqliteDatabase(options, SqliteTarget.Parse(options.ConnectionString));
    }

    /// <summary>Runs a read in one consistent snapshot, on the calling thread.</summary>
    public TResult Read<TArgument, TResult>(Func<SqliteSession, TArgument, TResult> read, TArgument argument)
    {
#pragma warning disable CA2000 // The session goes back to the pool, or is disposed there.
        var session = RentReader();
#pragma warning restore CA2000
        try
        {
            using (Enter())
            {
                session.BeginSnapshot();
                try
                {
                    return read(session, argument);
                }
                finally
                {
                    session.Rollback();
                }
            }
        }
        catch (StorageException)
        {
            // A file that was taken away shows itself in many ways. The error of that says what to do.
            session.ThrowIfMoved();
            throw;
        }
        finally
        {
            ReturnReader(session);
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            Writer.Dispose();
            CloseReaders();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await Writer.DisposeAsync().ConfigureAwait(false);
            CloseReaders();
        }
    }

    private Gate Enter() => new(_gate?.Lock);

    private SqliteSession RentReader()
    {
        if (Volatile.Read(ref _disposed) != 0)
        {
            throw SqliteErrors.Disposed();
        }

        return _idle.TryPop(out var session) ? session : OpenReader();
    }

    private SqliteSession OpenReader()
    {
        // A path may lead to another file by now. A reader of that one would answer with data that this storage does not write.
        _watch.ThrowIfMoved();
        var session = SqliteSession.Open(_existing, _options, _busyTimeout);
        try
        {
            _watch.ThrowIfMoved();
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private void ReturnReader(SqliteSession session)
    {
        if (_idle.Count < _options.MaxIdleReaders && session.IsIdle)
        {
            _idle.Push(session);
            if (Volatile.Read(ref _disposed) != 0)
            {
                CloseIdle();
            }
        }
        else
        {
            session.Dispose();
        }
    }

    private void CloseReaders()
    {
        CloseIdle();
        _watch.Dispose();
        _gate?.Return();
    }

    private void CloseIdle()
    {
        while (_idle.TryPop(out var session))
        {
            session.Dispose();
        }
    }

    private void Prepare(SqliteSession session)
    {
        if (!_target.IsMemory)
        {
            UseWriteAheadLog(session);

            // A reader that stays long makes the log grow. Its file is cut to this size when it begins anew.
            session.ScalarText("PRAGMA journal_size_limit=33554432");
        }

        if (session.ScalarText("PRAGMA encoding") != "UTF-8")
        {
            throw new StorageException(StorageProblem.Misuse, $"SQLite database '{_target.DisplayName}' does not use the encoding UTF-8. Use another file.");
        }

        SchemaMigrations.Apply(session, _target.DisplayName);
    }

    // Two processes that open a new file at once, or a reader of a file without a write-ahead log, may be in the way.
    private void UseWriteAheadLog(SqliteSession session) => session.TryUntilFree(isLast =>
    {
        try
        {
            if (session.ScalarText("PRAGMA journal_mode=WAL") != "wal")
            {
                throw new StorageException(StorageProblem.Misuse, $"SQLite database '{_target.DisplayName}' cannot use write-ahead logging. Put the file on a local disk.");
            }

            return true;
        }
        catch (StorageException busy) when (busy.Problem == StorageProblem.Busy && !isLast)
        {
            return false;
        }
    });
}
