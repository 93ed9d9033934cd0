using GraphRuntime.Threads.Ledger;
using NpgsqlTypes;

namespace GraphRuntime.Postgres;

/// <summary>
/// Keeps threads and runs in PostgreSQL, for any number of processes. Each transition is one statement, one transaction and one round trip; what depends on a
/// decision of the caller is first read, and then stored on condition that nothing has changed meanwhile. No lock is held while the server waits for a client.
/// </summary>
/// <remarks>
/// <para>It belongs to the <see cref="PostgresCheckpointer"/> of the same <see cref="PostgresDatabase"/>: the epoch of a thread is in one row, and a rollback
/// removes runs, events, checkpoints and pending writes in one transaction. All moments are by the clock of the server.</para>
/// <para>Hints travel by <c>LISTEN</c> and <c>NOTIFY</c>, on one connection that is kept while the store is in use. Where they cannot, as behind a
/// transaction pooler, everything works as well, at the pace of the polling of those who wait.</para>
/// </remarks>
public sealed partial class PostgresRunStore : IRunStore, IAsyncDisposable, IDisposable
{
    // One is kept for leases, one for LISTEN, and calls need one.
    private const int LeastConnections = 3;

    private readonly PostgresDatabase _database;
    private readonly TimeProvider? _clock;
    private readonly RunSql _sql;
    private readonly PerThreadGate _turns;

    // Code of the application may decide for long: the other changes of a thread do not wait for it.
    private readonly PerThreadGate _deciding;
    private readonly RunHints _hints;
    private readonly LeaseLine _leaseLine;

    /// <summary>Creates a store on a database that others share and its creator disposes.</summary>
    /// <param name="database">The database. Its pool needs at least three connections: one for leases, one for <c>LISTEN</c>, one for everything else.</param>
    /// <exception cref="ArgumentException">The pool of the database is smaller.</exception>
    public PostgresRunStore(PostgresDatabase database)
        : this(database, clock: null)
    {
    }

    /// <summary>Creates a store that reads a clock of the caller instead of that of the server, for tests.</summary>
    internal PostgresRunStore(PostgresDatabase database, TimeProvider? clock)
    {
        ArgumentNullException.ThrowIfNull(database);
        database.RequireConnections(LeastConnections, nameof(database));
        _database = database;
        _clock = clock;
        _sql = new RunSql(database.Schema);
        _turns = new PerThreadGate(database.Time);
        _deciding = new PerThreadGate(database.Time);
        _hints = new RunHints(database, _sql);
        _leaseLine = new LeaseLine(database, _sql);
    }

    private DateTime? Clock => _clock?.GetUtcNow().UtcDateTime;

    /// <inheritdoc/>
    public IDisposable Subscribe(Action<RunStoreHint> listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return _hints.Subscribe(listener);
    }

    /// <summary>Stops to listen and to keep leases. The database stays open.</summary>
    /// <returns>A task that completes when the connections for that are given back.</returns>
    public ValueTask DisposeAsync()
    {
        _leaseLine.Dispose();
        return _hints.DisposeAsync();
    }

    /// <summary>Disposes as <see cref="DisposeAsync"/> does. It blocks meanwhile; prefer <see cref="DisposeAsync"/>.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Makes a change that depends on what the thread looks like, until it was not outdated by another one.</summary>
    /// <param name="gate">Which changes of this process wait for each other.</param>
    /// <param name="threadId">The thread.</param>
    /// <param name="look">Looks at the thread, decides and stores; gets the id of the call, by which a repetition is known. False if it was outdated.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    private static async ValueTask<T> ChangeAsync<T>(
        PerThreadGate gate, string threadId, Func<Guid, CancellationToken, ValueTask<(bool Done, T Result)>> look, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(threadId, cancellationToken).ConfigureAwait(false);
#pragma warning disable RS0030 // It tells a call that is repeated from another one.
        var call = Guid.NewGuid();
#pragma warning restore RS0030
        for (var tries = 1; ; tries++)
        {
            var (done, result) = await look(call, cancellationToken).ConfigureAwait(false);
            if (done)
            {
                return result;
            }

            if (tries == MostTries)
            {
                throw new StorageException(
                    StorageProblem.Busy, $"Thread '{threadId}' was changed by others {MostTries} times while a change was being decided on. Try again later.");
            }
        }
    }

    private const int MostTries = 200;

    private ValueTask<SeenThread> SeeAsync(string threadId, NewRun? run, bool includeInputs, CancellationToken cancellationToken) =>
        SeenThread.ReadAsync(_database, _sql, threadId, run, includeInputs, Clock, cancellationToken);

    /// <summary>Runs a statement about a lease that answers with whether it held, and whether there may be work now.</summary>
    private async ValueTask<bool> HeldAsync<TState>(
        RunLease lease, Statement statement, TState state, Action<Npgsql.NpgsqlParameterCollection, TState> fill, CancellationToken cancellationToken)
    {
        RunInput.Check(lease);
        var rows = await _database.RowsAsync(
            statement,
            (lease, state, fill),
            static (p, s) => s.fill(p.Text(s.lease.ThreadId).Text(s.lease.RunId).Number(s.lease.Epoch), s.state),
            static row => (Held: row.GetBoolean(0), Ready: row.FieldCount > 1 && row.GetBoolean(1)),
            PostgresCall.Short,
            cancellationToken).ConfigureAwait(false);
        _hints.Publish(lease.ThreadId, changed: rows[0].Held, ready: rows[0].Ready);
        return rows[0].Held;
    }
}
