using GraphRuntime.Sqlite.Checkpointing;
using GraphRuntime.Sqlite.Database;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>Moments of the run store: whole microseconds, never beyond what can be told.</summary>
internal static class Moments
{
    public static DateTimeOffset Now(TimeProvider time) => Whole(time.GetUtcNow());

    public static DateTimeOffset Before(DateTimeOffset now, TimeSpan age) =>
        age > now - DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : Whole(now - age);

    public static DateTimeOffset? BeforeOrNull(DateTimeOffset now, TimeSpan? age) => age is { } known ? Before(now, known) : null;

    public static long? Stored(DateTimeOffset? moment) => moment is { } known ? RowCodec.Microseconds(known) : null;

    public static DateTimeOffset Moment(this SqliteStatement statement, int column) => RowCodec.Time(statement.Long(column));

    public static DateTimeOffset? MomentOrNull(this SqliteStatement statement, int column) => statement.IsNull(column) ? null : statement.Moment(column);

    /// <summary>The wait until a moment; zero if it has come.</summary>
    public static TimeSpan? Until(DateTimeOffset? moment, DateTimeOffset now) =>
        moment is not { } known ? null : known > now ? known - now : TimeSpan.Zero;

    private static DateTimeOffset Whole(DateTimeOffset moment) => RowCodec.Time(RowCodec.Microseconds(moment));
}
