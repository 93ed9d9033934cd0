using Npgsql;
using NpgsqlTypes;

namespace GraphRuntime.Postgres;

/// <summary>Records of removed runs: what is asked for, and what is read.</summary>
internal static class RemovedRunRow
{
    /// <summary>Adds what is recorded about runs, in the order of the function.</summary>
    public static NpgsqlParameterCollection Recordings(this NpgsqlParameterCollection parameters, IReadOnlyList<(string RunId, RemovalRecording Recording)> recorded) => parameters
        .Many([.. recorded.Select(static one => one.RunId)], NpgsqlDbType.Text)
        .Many([.. recorded.Select(static one => one.Recording.Caller)], NpgsqlDbType.Text)
        .Many([.. recorded.Select(static one => one.Recording.RemovedBy)], NpgsqlDbType.Text)
        .Many([.. recorded.Select(static one => one.Recording.Retention)], NpgsqlDbType.Interval)
        .Many([.. recorded.Select(static one => one.Recording.IncludesInput)], NpgsqlDbType.Boolean)
        .Int(RemovalRecording.MostOfThread);

    public static RemovedRun Read(NpgsqlDataReader row, string threadId) => new()
    {
        ThreadId = threadId,
        RunId = row.GetString(0),
        GraphName = row.GetString(1),
        Sequence = row.GetInt64(2),
        Kind = row.GetBoolean(3) ? RunEndKind.RolledBack : RunEndKind.Deleted,
        Status = (RunStatus)row.GetInt16(4),
        CreatedAt = row.MomentOf(5),
        StartedAt = row.Moment(6),
        RemovedAt = row.MomentOf(7),
        ExpiresAt = row.MomentOf(8),
        RemovedBy = row.Text(9),
        Caller = row.Text(10),
        Checkpoints = row.GetInt32(11),
        Writes = row.GetInt32(12),
        Events = row.GetInt32(13),
        Input = row.Bytes(14),
    };
}
