using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace GraphRuntime.Postgres;

/// <summary>
/// The text of one statement for one schema. The only door through which text becomes SQL: constants of this assembly, in which
/// <c>{schema}</c> stands for the checked name of the schema. Everything else is a parameter.
/// </summary>
internal sealed class Statement(SchemaName schema, string template)
{
    private readonly string _text = schema.In(template);

    [SuppressMessage("Security", "CA2100", Justification = "A constant of this assembly and a checked schema name.")]
    public NpgsqlCommand On(NpgsqlConnection connection) => new(_text, connection);

    [SuppressMessage("Security", "CA2100", Justification = "A constant of this assembly and a checked schema name.")]
    public NpgsqlBatchCommand InBatch() => new(_text);
}
