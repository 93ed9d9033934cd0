using GraphRuntime.Sqlite.Database;
using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>How a run is read from a row.</summary>
internal static class RunColumns
{
    /// <summary>Selects what <see cref="Read"/> expects, in its order; a condition follows. The large columns cost nothing unless they are read.</summary>
    public const string Select = """
        SELECT r.key, r.id, r.graph, r.seq, r.status, r.reason, r.strategy, r.metadata, r.idem, r.delayed, r.not_before, r.created, r.started, r.finished,
            r.attempt, r.max_attempts, r.owner, r.epoch, r.lease_until, r.signal, r.signal_deadline, r.guards, r.owed, r.error, r.questions,
            (SELECT max(e.seq) FROM gr_run_event e WHERE e.run = r.key), t.name, r.input, r.config, r.output, r.interrupts, r.held, r.steers, r.steered, r.urgency, r.steers_path
        FROM gr_run r CROSS JOIN gr_thread t ON t.id = r.thread

        """;

    /// <summary>Reads the run of the present row.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="whole">Whether input, configuration and output are read as well.</param>
    public static RunRow Read(SqliteStatement statement, bool whole) => new(statement.Long(0), new StoredRun
    {
        RunId = statement.Text(1),
        ThreadId = statement.Text(26),
        GraphName = statement.Text(2),
        Sequence = statement.Long(3),
        Status = (RunStatus)statement.Int(4),
        Reason = (RunStatusReason)statement.Int(5),
        Strategy = (MultitaskStrategy)statement.Int(6),
        Metadata = statement.Bytes(7),
        IdempotencyKey = statement.TextOrNull(8),
        Delayed = statement.Int(9) != 0,
        Held = statement.Int(31) != 0,
        NotBefore = statement.Moment(10),
        CreatedAt = statement.Moment(11),
        StartedAt = statement.MomentOrNull(12),
        FinishedAt = statement.MomentOrNull(13),
        Attempt = statement.Int(14),
        MaxAttempts = statement.Int(15),
        Owner = statement.TextOrNull(16),
        Epoch = statement.Long(17),
        LeaseUntil = statement.MomentOrNull(18),
        Signal = (RunSignal)statement.Int(19),
        SignalDeadline = statement.MomentOrNull(20),
        Guards = (RunGuards)statement.Int(21),
        InputOwed = statement.Int(22) != 0,
        SteersRunId = statement.TextOrNull(32),
        SteeredInputs = statement.Int(33),
        Urgency = statement.Int(34),
        SteersPath = statement.TextOrNull(35),
        Error = statement.TextOrNull(23),
        InterruptIds = Names.Read(statement.Span(24)),
        LastEvent = statement.Long(25),
        Input = whole ? statement.Bytes(27) : default,
        Config = whole ? statement.Bytes(28) : default,
        Output = whole ? statement.Bytes(29) : default,
        Interrupts = whole ? statement.Bytes(30) : default,
    });

    public static List<RunRow> ReadAll(SqliteStatement statement, bool whole) =>
        [.. statement.Rows(row => Read(row, whole))];
}
