using GraphRuntime.Checkpointing;
using GraphRuntime.Sqlite.Database;
using GraphRuntime.Sqlite.Threads;
using GraphRuntime.Sqlite.Writing;

namespace GraphRuntime.Sqlite.Checkpointing;

/// <summary>Stores what tasks left beside a checkpoint.</summary>
internal sealed class PutPendingWrites(PendingWriteBatch batch, LineCache lines) : WriteWork
{
    private const string PutSql = """
        INSERT INTO gr_pending_write(line, checkpoint, task, kind, run, payload) VALUES(?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT(line, checkpoint, task, kind) DO UPDATE SET run = excluded.run, payload = excluded.payload
        """;

    public override void Execute(SqliteSession session)
    {
        var line = lines.Find(session, batch.Address);
        line.CheckEpoch(batch.Address.ThreadId, batch.Epoch);
        if (line.LineKey == 0 || (batch.CheckpointId != line.Head && !CheckpointTable.Exists(session, line.LineKey, batch.CheckpointId)))
        {
            throw new CheckpointNotFoundException(batch.Address.ThreadId, batch.Address.Namespace, batch.CheckpointId);
        }

        foreach (var write in batch.Writes)
        {
            session.Prepare(PutSql)
                .Bind(1, line.LineKey).Bind(2, batch.CheckpointId).Bind(3, write.TaskId).Bind(4, (long)write.Kind)
                .Bind(5, batch.RunId).Bind(6, write.Payload.Span)
                .Execute();
        }
    }

    public override void Forget(LineCache lines)
    {
    }
}
