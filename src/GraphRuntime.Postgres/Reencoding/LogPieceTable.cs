using GraphRuntime.Checkpointing;
using Npgsql;
using NpgsqlTypes;

namespace GraphRuntime.Postgres;

/// <summary>The pieces of logs.</summary>
internal sealed class LogPieceTable : PostgresContentTable
{
    private const string OfLog = "l.thread_id = $1 AND l.ns = $2 AND l.channel = $3 AND l.version = $4";

    private readonly Statement _find;
    private readonly Statement _raise;
    private readonly Statement _drop;
    private readonly Statement _add;
    private readonly Statement _correct;

    public LogPieceTable(PostgresDatabase database)
        : base(
            database,
            StoredParts.Checkpoints,
            "log_piece",
            [("thread_id", ContentKey.Text), ("ns", ContentKey.Text), ("channel", ContentKey.Text), ("version", ContentKey.Number), ("start", ContentKey.Number)],
            [(new("bytes", static (recoder, stored) => recoder.Frames((byte[])stored)), NpgsqlDbType.Bytea)])
    {
        _find = new(database.Schema, "SELECT t.epoch, string_agg(l.bytes, ''::bytea ORDER BY l.start) FROM {schema}.log_piece l JOIN {schema}.thread t USING (thread_id) WHERE " + OfLog + " GROUP BY t.epoch");

        // The row of the thread keeps out all who write to it. A thread whose run executes is left alone, and so is a log that has changed, or that a checkpoint has a part of a piece of.
        _raise = new(
            database.Schema,
            """
            UPDATE {schema}.thread t SET epoch = t.epoch + 1
            WHERE t.thread_id = $1 AND t.epoch = $2 AND NOT EXISTS (SELECT 1 FROM {schema}.run r WHERE r.thread_id = $1 AND r.status = 1)
            """);
        _drop = new(
            database.Schema,
            "DELETE FROM {schema}.log_piece l WHERE " + OfLog +
            """
                 AND $5 = (SELECT string_agg(k.bytes, ''::bytea ORDER BY k.start) FROM {schema}.log_piece k
                    WHERE k.thread_id = $1 AND k.ns = $2 AND k.channel = $3 AND k.version = $4)
                AND NOT EXISTS (SELECT 1 FROM {schema}.checkpoint c CROSS JOIN LATERAL unnest(c.ref_channels, c.ref_versions, c.ref_lengths) AS r (channel, version, length)
                    WHERE c.thread_id = $1 AND c.ns = $2 AND NOT c.hidden AND r.channel = $3 AND r.version = $4 AND r.length >= 0 AND r.length <> ALL ($6))
            """);
        _add = new(database.Schema, "INSERT INTO {schema}.log_piece SELECT $1, $2, $3, $4, n.start, n.bytes FROM unnest($5, $6) AS n (start, bytes)");
        _correct = new(
            database.Schema,
            """
            UPDATE {schema}.checkpoint c SET ref_lengths = ARRAY(
                SELECT coalesce(m.now, r.length) FROM unnest(c.ref_channels, c.ref_versions, c.ref_lengths) WITH ORDINALITY AS r (channel, version, length, place)
                LEFT JOIN unnest($5, $6) AS m (before, now) ON r.channel = $3 AND r.version = $4 AND r.length = m.before ORDER BY r.place)
            WHERE c.thread_id = $1 AND c.ns = $2 AND c.id >= $4 AND NOT c.hidden AND $3 = ANY (c.ref_channels) AND $4 = ANY (c.ref_versions)
            """);
    }

    public override async ValueTask<bool> ReplaceLogAsync(ContentRow row, ContentRecoder recoder, CancellationToken cancellationToken)
    {
        var found = await Database.RowsAsync(
            _find, row.Key, static (p, key) => AddKey(p, key[..4]), static reader => (Epoch: reader.GetInt64(0), Bytes: reader.GetFieldValue<byte[]>(1)), PostgresCall.Long, cancellationToken)
            .ConfigureAwait(false);
        if (found.Count == 0)
        {
            return false;
        }

        var state = (Self: this, row.Key, found[0].Epoch, found[0].Bytes, Log: recoder.Log(found[0].Bytes));
        return await Database.RunAsync(state, static (session, s, token) => s.Self.ReplaceAsync(session, s.Key[..4], s.Epoch, s.Bytes, s.Log, token), PostgresCall.Long, cancellationToken)
            .ConfigureAwait(false);
    }

    private async ValueTask<bool> ReplaceAsync(PostgresSession session, object[] log, long epoch, byte[] bytes, ReplacedLog replaced, CancellationToken cancellationToken)
    {
        var (before, now) = replaced.Places;
        (long Start, byte[] Bytes)[] rows = [.. replaced.Rows];
        var transaction = await session.Connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            if (await ExecuteAsync(session, _raise, log[..1], p => p.Number(epoch), cancellationToken).ConfigureAwait(false) == 0
                || await ExecuteAsync(session, _drop, log, p => p.Bytes(bytes).Many(before, NpgsqlDbType.Bigint), cancellationToken).ConfigureAwait(false) == 0)
            {
                return false;
            }

            await ExecuteAsync(
                session, _add, log, p => p.Many([.. rows.Select(static r => r.Start)], NpgsqlDbType.Bigint).Many([.. rows.Select(static r => r.Bytes)], NpgsqlDbType.Bytea), cancellationToken)
                .ConfigureAwait(false);
            await ExecuteAsync(session, _correct, log, p => p.Many(before, NpgsqlDbType.Bigint).Many(now, NpgsqlDbType.Bigint), cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    private static async Task<int> ExecuteAsync(
        PostgresSession session, Statement statement, object[] log, Action<NpgsqlParameterCollection> fill, CancellationToken cancellationToken)
    {
        var command = session.Command(statement);
        await using (command.ConfigureAwait(false))
        {
            AddKey(command.Parameters, log);
            fill(command.Parameters);
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
