using Npgsql;

namespace GraphRuntime.Postgres;

/// <summary>Reads an event of a thread, or a fact about one of its runs.</summary>
internal static class ThreadEventRow
{
    public static StoredThreadEvent Read(NpgsqlDataReader row)
    {
        var stored = new StoredThreadEvent(row.GetInt64(1), row.GetString(2), row.Moment(3)!.Value);
        return row.IsDBNull(8)
            ? stored with { Event = new RunEvent(row.GetInt64(4), row.GetString(5), row.GetString(6), row.Bytes(7)) }
            : stored with { Fact = ReadFact(row) };
    }

    private static RunFact ReadFact(NpgsqlDataReader row) => new((RunFactKind)row.GetInt16(8))
    {
        Status = (RunStatus)row.GetInt16(9),
        Reason = (RunStatusReason)row.GetInt16(10),
        Strategy = (MultitaskStrategy)row.GetInt16(11),
        Attempt = row.GetInt32(12),
        Text = row.Text(13),
        Data = row.Bytes(7),
    };
}
