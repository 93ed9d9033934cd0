using Npgsql;

namespace GraphRuntime.Postgres;

/// <summary>Reads the columns of one run, which begin at any place of a row.</summary>
internal static class RunRow
{
    public static bool IsThere(NpgsqlDataReader reader, int first) => !reader.IsDBNull(first);

    public static StoredRun Read(NpgsqlDataReader reader, int first) => new()
    {
        ThreadId = reader.GetString(first),
        RunId = reader.GetString(first + 1),
        GraphName = reader.GetString(first + 2),
        Sequence = reader.GetInt64(first + 3),
        Status = (RunStatus)reader.GetInt16(first + 4),
        Reason = (RunStatusReason)reader.GetInt16(first + 5),
        Strategy = (MultitaskStrategy)reader.GetInt16(first + 6),
        Metadata = reader.Bytes(first + 7),
        IdempotencyKey = reader.Text(first + 8),
        Delayed = reader.GetBoolean(first + 9),
        NotBefore = reader.Moment(first + 10)!.Value,
        CreatedAt = reader.Moment(first + 11)!.Value,
        StartedAt = reader.Moment(first + 12),
        FinishedAt = reader.Moment(first + 13),
        Attempt = reader.GetInt32(first + 14),
        MaxAttempts = reader.GetInt32(first + 15),
        Owner = reader.Text(first + 16),
        Epoch = reader.GetInt64(first + 17),
        LeaseUntil = reader.Moment(first + 18),
        Signal = (RunSignal)reader.GetInt16(first + 19),
        SignalDeadline = reader.Moment(first + 20),
        Guards = (RunGuards)reader.GetInt32(first + 21),
        InputOwed = reader.GetBoolean(first + 22),
        Error = reader.Text(first + 23),
        InterruptIds = reader.Texts(first + 24),
        LastEvent = reader.GetInt64(first + 25),
        Held = reader.GetBoolean(first + 26),
        SteersRunId = reader.Text(first + 27),
        SteeredInputs = reader.GetInt32(first + 28),
        Urgency = reader.GetInt32(first + 29),
        SteersPath = reader.Text(first + 30),
        Input = reader.Bytes(first + 31),
        Config = reader.Bytes(first + 32),
        Output = reader.Bytes(first + 33),
        Interrupts = reader.Bytes(first + 34),
    };
}
