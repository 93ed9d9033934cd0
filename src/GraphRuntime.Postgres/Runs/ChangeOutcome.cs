using Npgsql;

namespace GraphRuntime.Postgres;

/// <summary>What came of a change.</summary>
/// <param name="Done">False if the thread had changed since it was looked at.</param>
/// <param name="Ready">Whether there may be something to claim now.</param>
/// <param name="Sequence">The sequence of the new run; 0 without one.</param>
/// <param name="CreatedAt">The moment of the change.</param>
/// <param name="NotBefore">The earliest moment for the new run.</param>
/// <param name="Epoch">The epoch of its lease, if it was claimed at once.</param>
/// <param name="EventNumber">The number of the event that tells of its admission; 0 without one.</param>
internal readonly record struct ChangeOutcome(bool Done, bool Ready, long Sequence, DateTimeOffset? CreatedAt, DateTimeOffset? NotBefore, long? Epoch,
    long EventNumber)
{
    public static ChangeOutcome Read(NpgsqlDataReader reader) => new(
        reader.GetInt32(0) == 0, reader.GetBoolean(1), reader.IsDBNull(2) ? 0 : reader.GetInt64(2), reader.Moment(3), reader.Moment(4),
        reader.IsDBNull(5) ? null : reader.GetInt64(5), reader.IsDBNull(6) ? 0 : reader.GetInt64(6));
}
