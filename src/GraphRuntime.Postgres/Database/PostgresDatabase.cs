using System.Data;
using Npgsql;

namespace GraphRuntime.Postgres;

/// <summary>
/// One PostgreSQL database with the tables of this library, shared by its stores. Safe for concurrent use. A call takes one connection
/// from the pool for as long as it talks to the server, and none is held while code of the caller runs.
/// </summary>
public sealed class PostgresDatabase : IAsyncDisposable, IDisposable
{
    private readonly NpgsqlDataSource _dataSource;
    private readonly bool _ownsDataSource;
    private readonly bool _prepare;
    private readonly PostgresRetry _retry;
    private readonly SchemaMigrator _migrator;
    private readonly ConnectionLimits _connections;
    private readonly SchemaCheck _schemaCheck;

    /// <summary>Creates the database; nothing is sent to the server before the first call.</summary>
    /// <param name="options">How to reach it.</param>
    /// <exception cref="ArgumentException">The options contradict each other, or the schema name or connection string is not valid.</exception>
    public PostgresDatabase(PostgresStorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RetryBudget, TimeSpan.Zero, nameof(options));
        if (options.ConnectionString is null == options.DataSource is null)
        {
            throw new ArgumentException($"Set exactly one of {nameof(options.ConnectionString)} and {nameof(options.DataSource)}.", nameof(options));
        }

        Schema = new SchemaName(options.Schema);
        _ownsDataSource = options.DataSource is null;
        _dataSource = options.DataSource ?? Build(options.ConnectionString!);
        _connections = new ConnectionLimits(_dataSource.ConnectionString);
        _connections.RefuseMultiplexing(nameof(options));
        _prepare = options.PrepareStatements;
        Time = options.TimeProvider;
        _retry = new PostgresRetry(options.TimeProvider, options.RetryBudget);
        _migrator = new SchemaMigrator(Schema, SchemaRoom.All);
        _schemaCheck = new SchemaCheck(token => CheckSchemaAsync(options.MigrateOnFirstUse, token));
    }

    internal SchemaName Schema { get; }

    internal TimeProvider Time { get; }

    /// <summary>Creates the tables or brings them up to date. Safe to call twice, and from many processes at once.</summary>
    /// <param name="cancellationToken">Cancels the wait; a migration is stored whole or not at all.</param>
    /// <returns>A task that completes when the tables are those of this library.</returns>
    /// <exception cref="StorageException">The server cannot be reached, the role may not create tables, or the tables are newer.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken = default) =>
        await _retry.RunAsync(
            this,
            static (self, _, token) => self.CheckSchemaAsync(mayMigrate: true, token),
            PostgresCall.Long,
            cancellationToken).ConfigureAwait(false);

    /// <summary>Closes the connections, unless the data source belongs to the host.</summary>
    /// <returns>A task that completes when they are closed.</returns>
    public ValueTask DisposeAsync() => _ownsDataSource ? _dataSource.DisposeAsync() : ValueTask.CompletedTask;

    /// <summary>Disposes as <see cref="DisposeAsync"/> does. It blocks meanwhile; prefer <see cref="DisposeAsync"/>.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Runs work on a connection, with the tables in place, and again where that is allowed and helps.</summary>
    internal ValueTask<T> RunAsync<TState, T>(
        TState state, Func<PostgresSession, TState, CancellationToken, ValueTask<T>> work, PostgresCall call, CancellationToken cancellationToken) =>
        _retry.RunAsync((Self: this, State: state, Work: work), static (s, seconds, token) => s.Self.TryAsync(s.State, s.Work, seconds, token), call, cancellationToken);

    /// <summary>Refuses a pool that is too small for stores that keep connections.</summary>
    /// <exception cref="ArgumentException">The pool has fewer connections.</exception>
    internal void RequireConnections(int needed, string parameterName) => _connections.Require(needed, parameterName);

    /// <summary>Opens a connection that its user keeps, by blocking the calling thread. The tables are taken to be in place.</summary>
    internal NpgsqlConnection OpenOwn() => _dataSource.OpenConnection();

    /// <summary>Runs one statement that answers with one value.</summary>
    internal ValueTask<object?> ScalarAsync<TState>(
        Statement statement, TState state, Action<NpgsqlParameterCollection, TState> fill, PostgresCall call, CancellationToken cancellationToken) =>
        RunAsync(
            (Statement: statement, State: state, Fill: fill),
            static async (session, s, token) =>
            {
                var command = session.Command(s.Statement);
                await using (command.ConfigureAwait(false))
                {
                    s.Fill(command.Parameters, s.State);
                    return await session.ScalarAsync(command, token).ConfigureAwait(false);
                }
            },
            call,
            cancellationToken);

    /// <summary>Runs one statement and reads its rows.</summary>
    internal ValueTask<List<T>> RowsAsync<TState, T>(
        Statement statement,
        TState state,
        Action<NpgsqlParameterCollection, TState> fill,
        Func<NpgsqlDataReader, T> row,
        PostgresCall call,
        CancellationToken cancellationToken) =>
        RunAsync(
            (Statement: statement, State: state, Fill: fill, Row: row),
            static async (session, s, token) =>
            {
                var command = session.Command(s.Statement);
                await using (command.ConfigureAwait(false))
                {
                    s.Fill(command.Parameters, s.State);
                    return await session.RowsAsync(command, s.Row, token).ConfigureAwait(false);
                }
            },
            call,
            cancellationToken);

    private static NpgsqlDataSource Build(string connectionString)
    {
        NpgsqlSlimDataSourceBuilder builder;
        try
        {
            builder = new NpgsqlSlimDataSourceBuilder(connectionString);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The cause may quote the password, so it is not passed on.
            throw new ArgumentException("The PostgreSQL connection string is not valid. Check its keywords and values.", nameof(connectionString));
        }

        builder.ConnectionStringBuilder.ApplicationName ??= "GraphRuntime";

        // No statement of this library leaves anything behind on a session, and the reset costs as much as a commit.
        builder.ConnectionStringBuilder.NoResetOnClose = true;
        return builder.EnableArrays().EnableTransportSecurity().EnableIntegratedSecurity().Build();
    }

    private async ValueTask<T> TryAsync<TState, T>(
        TState state, Func<PostgresSession, TState, CancellationToken, ValueTask<T>> work, int timeoutSeconds, CancellationToken cancellationToken)
    {
        if (!_schemaCheck.IsDone)
        {
            await _schemaCheck.RunAsync(cancellationToken).ConfigureAwait(false);
        }

        return await UseAsync(
            (state, work, _prepare, timeoutSeconds),
            static (connection, s, token) => s.work(new PostgresSession(connection, s._prepare, s.timeoutSeconds), s.state, token),
            cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> CheckSchemaAsync(bool mayMigrate, CancellationToken cancellationToken) =>
        await UseAsync(
            (_migrator, mayMigrate),
            static async (connection, s, token) =>
            {
                await s._migrator.EnsureAsync(connection, s.mayMigrate, token).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);

    /// <summary>Takes a connection from the pool, uses it and gives it back. Whatever a lost connection throws comes out as one type.</summary>
    private async ValueTask<T> UseAsync<TState, T>(
        TState state, Func<NpgsqlConnection, TState, CancellationToken, ValueTask<T>> use, CancellationToken cancellationToken)
    {
        var connection = await _dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await use(connection, state, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction)
        {
            // After a failover all connections that are open may lead to the former primary.
            _dataSource.Clear();
            throw;
        }
        catch (Exception exception) when (ConnectionLostException.IsMeant(connection, exception, cancellationToken.IsCancellationRequested))
        {
            throw new ConnectionLostException(exception);
        }
        finally
        {
            await GiveBackAsync(connection).ConfigureAwait(false);
        }
    }

    private static async ValueTask GiveBackAsync(NpgsqlConnection connection)
    {
        try
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception) when (connection.State != ConnectionState.Open)
        {
            // The outcome of the call stands already, and a lost connection does not go back to the pool.
        }
    }
}
