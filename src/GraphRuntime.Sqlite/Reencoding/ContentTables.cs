using GraphRuntime.Checkpointing;
using GraphRuntime.Sqlite.Checkpointing;
using GraphRuntime.Sqlite.Database;

namespace GraphRuntime.Sqlite.Reencoding;

/// <summary>All tables with content. A table that content is copied from comes before the one that it is copied to.</summary>
internal static class ContentTables
{
    public static IReadOnlyList<ContentTable> Of(SqliteDatabase database)
    {
        return
        [
            Table(StoredParts.Checkpoints, "gr_checkpoint", ["key"], Bytes("body"), Bytes("results"), new("vals", Values)),
            new LogChunkTable(database),
            new SqliteContentTable(database, StoredParts.Checkpoints, "gr_pending_write", ["line", "checkpoint", "task", "kind"], 2, [Bytes("payload")]),
            Table(StoredParts.Runs, "gr_run_thread", ["thread"], Bytes("context")),
            Table(StoredParts.Runs, "gr_run", ["key"], Text("error"), Bytes("input"), Bytes("config"), Bytes("output"), Bytes("interrupts")),
            Table(StoredParts.Runs, "gr_run_removed", ["thread", "seq"], Bytes("input")),
            Table(StoredParts.Runs, "gr_run_event", ["run", "seq"], Bytes("data")),

            // Only the text of an end is content: the error. That of an admission is a name.
            Table(StoredParts.Runs, "gr_run_fact", ["thread", "number"], Text("text") with { Source = "CASE WHEN kind = 5 THEN text END" }, Bytes("data")),
            Table(StoredParts.Store, "gr_store", ["id"], new ContentColumn("value", static (recoder, stored) => recoder.Item((byte[])stored))),
        ];

        SqliteContentTable Table(StoredParts part, string name, string[] keys, params ContentColumn[] columns) => new(database, part, name, keys, -1, columns);
    }

    private static ContentColumn Bytes(string name) => new(name, static (recoder, stored) => recoder.Piece((byte[])stored));

    private static ContentColumn Text(string name) => new(name, static (recoder, stored) => recoder.Text((string)stored)) { IsText = true };

    /// <summary>The values of a checkpoint, which lie behind each other.</summary>
    private static byte[]? Values(ContentRecoder recoder, object stored)
    {
        var isChanged = false;
        var values = RowCodec.ReadValues((byte[])stored);
        for (var i = 0; i < values.Count; i++)
        {
            if (recoder.Piece(values[i].Bytes) is { } piece)
            {
                values[i] = values[i] with { Bytes = piece };
                isChanged = true;
            }
        }

        if (!isChanged)
        {
            return null;
        }

        var writer = new ByteWriter();
        RowCodec.WriteValues(writer, values);
        return writer.Take();
    }
}
