using GraphRuntime.Checkpointing;
using GraphRuntime.Sqlite.Checkpointing;
using GraphRuntime.Sqlite.Database;

namespace GraphRuntime.Sqlite.Reencoding;

/// <summary>The chunks of logs.</summary>
internal sealed class LogChunkTable(SqliteDatabase database) : SqliteContentTable(
    database, StoredParts.Checkpoints, "gr_log_chunk", ["key"], -1, [new("bytes", static (recoder, stored) => recoder.Frames((byte[])stored))])
{
    public override async ValueTask<bool> ReplaceLogAsync(ContentRow row, ContentRecoder recoder, CancellationToken cancellationToken) =>
        Database.Read(StoredLog.Find, ChunkKey.LogOf((long)row.Key[0])) is { } log
        && await Database.Writer.RunAsync(new ReplaceLog(log, recoder.Log(log.Bytes)) { Cancellation = cancellationToken }).ConfigureAwait(false);
}
