using Npgsql;

namespace GraphRuntime.Postgres;

/// <summary>Columns of a row that is in memory already, as rows are here: no wait is hidden in these.</summary>
internal static class RowExtensions
{
    /// <summary>The bytes of a column; none for null.</summary>
    public static ReadOnlyMemory<byte> Bytes(this NpgsqlDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? default(ReadOnlyMemory<byte>) : reader.GetFieldValue<byte[]>(ordinal);

    /// <summary>The text of a column, or <see langword="null"/>.</summary>
    public static string? Text(this NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);

    /// <summary>The moment of a column, or <see langword="null"/>.</summary>
    public static DateTimeOffset? Moment(this NpgsqlDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : reader.MomentOf(ordinal);

    /// <summary>The moment of a column that is never null.</summary>
    public static DateTimeOffset MomentOf(this NpgsqlDataReader reader, int ordinal) => Utc(reader.GetDateTime(ordinal));

    /// <summary>A moment as Npgsql gives it: in UTC, or in local time where the application sets the switch Npgsql.EnableLegacyTimestampBehavior.</summary>
    public static DateTimeOffset Utc(DateTime moment) =>
        new(moment.Kind == DateTimeKind.Local ? moment.ToUniversalTime() : DateTime.SpecifyKind(moment, DateTimeKind.Utc));

    /// <summary>The texts of a column; none for null.</summary>
    public static string[] Texts(this NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? [] : reader.GetFieldValue<string[]>(ordinal);

    /// <summary>The duration of a column, or <see langword="null"/>.</summary>
    public static TimeSpan? Span(this NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetTimeSpan(ordinal);
}
