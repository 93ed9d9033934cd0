using GraphRuntime.Checkpointing;
using NpgsqlTypes;

namespace GraphRuntime.Postgres;

/// <summary>All tables with content. A table that content is copied from comes before the one that it is copied to.</summary>
internal static class ContentTables
{
    private const NpgsqlDbType ByteArrays = NpgsqlDbType.Array | NpgsqlDbType.Bytea;

    public static IReadOnlyList<ContentTable> Of(PostgresDatabase database)
    {
        return
        [
            Table(StoredParts.Checkpoints, "checkpoint", [Name("thread_id"), Name("ns"), Number("id")], Bytes("body"), Bytes("results"), (new("value_bytes", Values), ByteArrays)),
            new LogPieceTable(database),
            Table(StoredParts.Checkpoints, "pending_write", [Name("thread_id"), Name("ns"), Number("checkpoint_id"), Name("task_id"), Number("kind")], Bytes("payload")),
            Table(StoredParts.Runs, "run_thread", [Name("thread_id")], Bytes("context")),
            Table(StoredParts.Runs, "run", [Name("thread_id"), Name("run_id")], Text("error", "error"), Bytes("input"), Bytes("config"), Bytes("output"), Bytes("interrupts")),
            Table(StoredParts.Runs, "run_removed", [Name("thread_id"), Number("sequence")], Bytes("input")),
            Table(StoredParts.Runs, "run_event", [Name("thread_id"), Name("run_id"), Number("sequence")], Bytes("data")),

            // Only the text of an end is content: the error. That of an admission is a name.
            Table(StoredParts.Runs, "run_fact", [Name("thread_id"), Number("number")], Text("text", "CASE WHEN t.kind = 5 THEN t.text END"), Bytes("data")),
            Table(
                StoredParts.Store,
                "item",
                [("ns", ContentKey.Bytes), Name("key")],
                (new("value", static (recoder, stored) => recoder.Item((byte[])stored)), NpgsqlDbType.Bytea)),
        ];

        PostgresContentTable Table(StoredParts part, string name, (string Name, ContentKey Kind)[] keys, params (ContentColumn Column, NpgsqlDbType Type)[] columns) =>
            new(database, part, name, keys, columns);
    }

    private static (string Name, ContentKey Kind) Name(string column) => (column, ContentKey.Text);

    private static (string Name, ContentKey Kind) Number(string column) => (column, ContentKey.Number);

    private static (ContentColumn Column, NpgsqlDbType Type) Bytes(string name) => (new(name, static (recoder, stored) => recoder.Piece((byte[])stored)), NpgsqlDbType.Bytea);

    private static (ContentColumn Column, NpgsqlDbType Type) Text(string name, string source) =>
        (new(name, static (recoder, stored) => recoder.Text((string)stored)) { Source = source, IsText = true }, NpgsqlDbType.Text);

    /// <summary>The values of a checkpoint.</summary>
    private static byte[][]? Values(ContentRecoder recoder, object stored)
    {
        var values = (byte[][])stored;
        byte[][] changed = [.. values.Select(value => recoder.Piece(value) ?? value)];
        return changed.SequenceEqual(values) ? null : changed;
    }
}
