using Npgsql;
using NpgsqlTypes;

namespace GraphRuntime.Postgres;

/// <summary>Positional parameters with their PostgreSQL type said outright, so that null has one as well.</summary>
internal static class ParameterExtensions
{
    public static NpgsqlParameterCollection Text(this NpgsqlParameterCollection parameters, string? value) => parameters.Nullable(value, NpgsqlDbType.Text);

    public static NpgsqlParameterCollection Number(this NpgsqlParameterCollection parameters, long value)
    {
        parameters.Add(new NpgsqlParameter<long> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bigint });
        return parameters;
    }

    public static NpgsqlParameterCollection Small(this NpgsqlParameterCollection parameters, int value)
    {
        parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)value, NpgsqlDbType = NpgsqlDbType.Smallint });
        return parameters;
    }

    public static NpgsqlParameterCollection Int(this NpgsqlParameterCollection parameters, int value)
    {
        parameters.Add(new NpgsqlParameter<int> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Integer });
        return parameters;
    }

    public static NpgsqlParameterCollection Bytes(this NpgsqlParameterCollection parameters, ReadOnlyMemory<byte> value)
    {
        parameters.Add(new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bytea });
        return parameters;
    }

    public static NpgsqlParameterCollection Span(this NpgsqlParameterCollection parameters, TimeSpan value)
    {
        parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Interval });
        return parameters;
    }

    /// <summary>A moment, or null where the server is to read its clock.</summary>
    public static NpgsqlParameterCollection Moment(this NpgsqlParameterCollection parameters, DateTime? value) => parameters.Nullable(value, NpgsqlDbType.TimestampTz);

    public static NpgsqlParameterCollection Nullable(this NpgsqlParameterCollection parameters, object? value, NpgsqlDbType type)
    {
        parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });
        return parameters;
    }

    public static NpgsqlParameterCollection Many<T>(this NpgsqlParameterCollection parameters, T[] values, NpgsqlDbType type)
    {
        parameters.Add(new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });
        return parameters;
    }
}
