using Npgsql;
using NpgsqlTypes;

namespace GraphRuntime.Postgres;

/// <summary>Checks a batch of pending writes and lays it out as parameters.</summary>
internal static class PendingWriteInput
{
    /// <summary>The writes to store. A statement may touch a row once only, so of several writes with one key the last counts.</summary>
    public static PendingWrite[] Check(PendingWriteBatch batch)
    {
        StoredText.Check(batch.Address);
        if (batch.RunId is { } runId)
        {
            StoredText.Check(runId, "run id");
        }

        var writes = new Dictionary<(string, PendingWriteKind), PendingWrite>(batch.Writes.Count);
        foreach (var write in batch.Writes)
        {
            StoredText.Check(write.TaskId, "task id");
            writes[(write.TaskId, write.Kind)] = write;
        }

        return [.. writes.Values];
    }

    public static void AddTo(NpgsqlParameterCollection parameters, PendingWriteBatch batch, PendingWrite[] writes) =>
        parameters.Text(batch.Address.ThreadId).Text(batch.Address.Namespace).Number(batch.Epoch).Number(batch.CheckpointId).Text(batch.RunId)
            .Many(Array.ConvertAll(writes, static write => write.TaskId), NpgsqlDbType.Text)
            .Many(Array.ConvertAll(writes, static write => (short)write.Kind), NpgsqlDbType.Smallint)
            .Many(Array.ConvertAll(writes, static write => write.Payload), NpgsqlDbType.Bytea);
}
