using Npgsql;

namespace GraphRuntime.Postgres;

/// <summary>Reads the columns of one checkpoint.</summary>
internal static class CheckpointRow
{
    /// <summary>The number of columns; what a statement selects besides begins there.</summary>
    public const int Width = 13;

    public static CheckpointRecord Read(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetInt64(0),
        ParentId = reader.GetInt64(1),
        CreatedAt = reader.MomentOf(2),
        Step = reader.GetInt32(3),
        Source = (CheckpointSource)reader.GetInt16(4),
        Paused = reader.GetBoolean(5),
        RunId = reader.Text(6),
        Metadata = reader.Bytes(7),
        Body = reader.Bytes(8),
        Results = reader.Bytes(9),
        Channels = References(reader.GetFieldValue<string[]>(10), reader.GetFieldValue<long[]>(11), reader.GetFieldValue<long[]>(12)),
    };

    private static ChannelReference[] References(string[] channels, long[] versions, long[] lengths)
    {
        var references = new ChannelReference[channels.Length];
        for (var i = 0; i < references.Length; i++)
        {
            references[i] = new ChannelReference(channels[i], versions[i], lengths[i]);
        }

        return references;
    }
}
