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
        reader.IsDBNull(ordinal) ? null : new DateTimeOffset(DateTime.SpecifyKind(reader.GetDateTime(ordinal), DateTimeKind.Utc));

    /// <summary>The texts of a column; none for null.</summary>
    public static string[] Texts(this NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? [] : reader.GetFieldValue<string[]>(ordinal);

    /// <summary>The duration of a column, or <see langword="null"/>.</summary>
    public static TimeSpan? Span(this NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetTimeSpan(ordinal);
}
