using System.Data;
using Npgsql;

namespace GraphRuntime.Postgres;

/// <summary>
/// Renews leases on a connection of its own and on the calling thread: neither a pool of connections that is used up nor a pool of threads that is blocked
/// keeps it from doing so. Used by one thread at a time.
/// </summary>
internal sealed class LeaseLine(PostgresDatabase database, RunSql sql) : IDisposable
{
    private const int Tries = 2;

    private readonly Lock _gate = new();
    private NpgsqlConnection? _connection;

    public List<LeaseState> Renew(IReadOnlyList<RunLease> leases, TimeSpan duration, DateTime? clock, TimeSpan patience)
    {
        lock (_gate)
        {
            for (var tries = 1; ; tries++)
            {
                try
                {
                    return TrySend(leases, duration, clock, patience);
                }
                catch (Exception exception) when (PostgresErrors.Translate(exception) is { } error)
                {
                    Drop();
                    if (tries == Tries || error is not StorageException { IsTransient: true })
                    {
                        throw error;
                    }
                }
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            Drop();
        }
    }

    private List<LeaseState> TrySend(IReadOnlyList<RunLease> leases, TimeSpan duration, DateTime? clock, TimeSpan patience)
    {
        var connection = _connection ??= database.OpenOwn();
        try
        {
            return Send(connection, leases, duration, clock, patience);
        }
        catch (Exception exception) when (ConnectionLostException.IsMeant(connection, exception, wasCancelled: false))
        {
            throw new ConnectionLostException(exception);
        }
    }

    private List<LeaseState> Send(NpgsqlConnection connection, IReadOnlyList<RunLease> leases, TimeSpan duration, DateTime? clock, TimeSpan patience)
    {
        using var command = sql.Renew.On(connection);
        command.CommandTimeout = (int)Math.Clamp(Math.Ceiling(patience.TotalSeconds / Tries), 1, 30);
        PostgresRunStore.AddLeases(command.Parameters, leases, duration, clock);
        using var reader = command.ExecuteReader();
        var held = new List<LeaseState>(leases.Count);
        while (reader.Read())
        {
            held.Add(PostgresRunStore.ReadLease(reader));
        }

        return held;
    }

    private void Drop()
    {
        var connection = _connection;
        _connection = null;
        try
        {
            connection?.Dispose();
        }
        catch (Exception) when (connection!.State != ConnectionState.Open)
        {
            // It was lost, and that has been reported already.
        }
    }
}
