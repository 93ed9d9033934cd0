using GraphRuntime.Checkpointing;

namespace GraphRuntime.Sqlite.Checkpointing;

/// <summary>A checkpoint ready to be stored: encoded on the caller's thread, before the writer is asked.</summary>
internal sealed class CheckpointRow
{
    [ThreadStatic]
    private static ByteWriter? _writer;

    private CheckpointRow(NewCheckpoint checkpoint, byte[] references, byte[] values)
    {
        Record = checkpoint.Record;
        Appends = checkpoint.Appends;
        References = references;
        Values = values;
    }

    public CheckpointRecord Record { get; }

    public IReadOnlyList<LogAppend> Appends { get; }

    public byte[] References { get; }

    public byte[] Values { get; }

    public static CheckpointRow[] Encode(IReadOnlyList<NewCheckpoint> checkpoints)
    {
        var writer = _writer ??= new ByteWriter();
        var rows = new CheckpointRow[checkpoints.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            RowCodec.WriteReferences(writer, checkpoints[i].Record.Id, checkpoints[i].Record.Channels);
            var references = writer.Take();
            RowCodec.WriteValues(writer, checkpoints[i].Values);
            rows[i] = new CheckpointRow(checkpoints[i], references, writer.Take());
        }

        return rows;
    }
}
