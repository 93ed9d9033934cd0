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
    private readonly Lock _snapshots = new();
    private readonly SqliteStorageOptions _options;
    private readonly SqliteTarget _target;
    private readonly MemoryGate? _gate;
    private int _disposed;

    private SqliteDatabase(SqliteStorageOptions options, SqliteTarget target)
    {
        _options = options;
        _target = target;
        _gate = target.IsMemory ? MemoryGate.Rent(target.FileName) : null;
        var session = SqliteSession.Open(target, options, _snapshots);
        try
        {
            using (Enter())
            {
                Prepare(session);
            }
        }
        catch
        {
            session.Dispose();
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

        return _idle.TryPop(out var session) ? session : SqliteSession.Open(_target, _options, _snapshots);
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
        }

        if (session.ScalarText("PRAGMA encoding") != "UTF-8")
        {
            throw new StorageException(StorageProblem.Misuse, $"SQLite database '{_target.DisplayName}' does not use the encoding UTF-8. Use another file.");
        }

        SchemaMigrations.Apply(session, _target.DisplayName);
    }

    // Changing the journal mode does not wait for the busy timeout, so that two processes that open a new file at once must try again.
    private void UseWriteAheadLog(SqliteSession session)
    {
        const int PauseMilliseconds = 5;
        for (var left = _options.BusyTimeout.TotalMilliseconds; ; left -= PauseMilliseconds)
        {
            try
            {
                if (session.ScalarText("PRAGMA journal_mode=WAL") != "wal")
                {
                    throw new StorageException(StorageProblem.Misuse, $"SQLite database '{_target.DisplayName}' cannot use write-ahead logging. Put the file on a local disk.");
                }

                return;
            }
            catch (StorageException busy) when (busy.Problem == StorageProblem.Busy && left > 0)
            {
#pragma warning disable RS0030 // SQLite is synchronous: its writer waits for another process on a thread that has nothing else to do.
                Thread.Sleep(PauseMilliseconds);
#pragma warning restore RS0030
            }
        }
    }
}
