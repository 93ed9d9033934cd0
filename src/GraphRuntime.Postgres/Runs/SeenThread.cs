using Npgsql;
using NpgsqlTypes;

namespace GraphRuntime.Postgres;

/// <summary>A thread as one statement saw it.</summary>
/// <param name="Snapshot">The thread; for one that does not exist, as it would be created now.</param>
/// <param name="Version">The number of its last change; 0 if it does not exist.</param>
/// <param name="Repeated">The run that a new one would repeat.</param>
internal sealed record SeenThread(ThreadSnapshot Snapshot, long Version, StoredRun? Repeated)
{
    private const int FirstOfThread = 3;
    private const int FirstOfRun = FirstOfThread + ThreadRow.Width;

    public bool Exists => Version > 0;

    public static async ValueTask<SeenThread> ReadAsync(
        PostgresDatabase database, RunSql sql, string threadId, NewRun? run, bool includeInputs, DateTime? clock, CancellationToken cancellationToken)
    {
        var rows = await database.RowsAsync(
            sql.Snapshot,
            (threadId, run, includeInputs, clock),
            static (p, s) => p.Text(s.threadId).Text(s.run?.RunId).Text(s.run?.IdempotencyKey).Nullable(s.includeInputs, NpgsqlDbType.Boolean).Moment(s.clock),
            Row.Read,
            PostgresCall.Short,
            cancellationToken).ConfigureAwait(false);
        var (now, epoch) = (rows[0].Now, rows[0].Epoch);
        var snapshot = new ThreadSnapshot
        {
            Thread = rows[0].Thread?.Thread ?? New(threadId, now),
            Now = now,
            Epoch = epoch,
            Runs = [.. rows.Where(row => row is { Run: not null, Repeated: false }).Select(row => RunInFlight.Of(row.Run!, includeInputs))],
        };
        return new SeenThread(snapshot, rows[0].Thread?.Version ?? 0, rows.Find(row => row.Repeated).Run);
    }

    private static StoredThread New(string threadId, DateTimeOffset now) => new()
    {
        ThreadId = threadId,
        Status = ThreadStatus.Idle,
        Rest = ThreadRest.Idle,
        CreatedAt = now,
        UpdatedAt = now,
    };

    private readonly record struct Row(DateTimeOffset Now, long Epoch, bool Repeated, ThreadRow? Thread, StoredRun? Run)
    {
        public static Row Read(NpgsqlDataReader reader)
        {
            var hasRun = RunRow.IsThere(reader, FirstOfRun);
            return new Row(
                reader.Moment(0)!.Value,
                reader.GetInt64(1),
                hasRun && reader.GetBoolean(2),
                ThreadRow.Read(reader, FirstOfThread),
                hasRun ? RunRow.Read(reader, FirstOfRun) : null);
        }
    }
}
