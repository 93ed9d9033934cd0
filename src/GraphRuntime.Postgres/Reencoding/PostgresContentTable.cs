using System.Globalization;
using GraphRuntime.Checkpointing;
using Npgsql;
using NpgsqlTypes;

namespace GraphRuntime.Postgres;

/// <summary>One table with content.</summary>
internal class PostgresContentTable : ContentTable
{
    private readonly NpgsqlDbType[] _types;
    private readonly Statement _first;
    private readonly Statement _next;
    private readonly Statement _swap;

    /// <param name="database">The database.</param>
    /// <param name="part">What the table belongs to.</param>
    /// <param name="name">The table.</param>
    /// <param name="keys">The columns of its key, with their kinds.</param>
    /// <param name="columns">The columns with content, with their types.</param>
    public PostgresContentTable(
        PostgresDatabase database, StoredParts part, string name, (string Name, ContentKey Kind)[] keys, (ContentColumn Column, NpgsqlDbType Type)[] columns)
        : base(part, name, [.. keys.Select(static key => key.Kind)], [.. columns.Select(static column => column.Column)])
    {
        Database = database;
        _types = [.. columns.Select(static column => column.Type)];
        var sql = new ContentSql('$', $"{{schema}}.{name}", [.. keys.Select(static key => key.Name)], [.. Columns]);
        (_first, _next, _swap) = (new(database.Schema, sql.First), new(database.Schema, sql.Next), new(database.Schema, sql.Swap));
    }

    protected PostgresDatabase Database { get; }

    public override ValueTask<List<ContentRow>> ReadAsync(object[]? after, int limit, CancellationToken cancellationToken) => Database.RowsAsync(
        after is null ? _first : _next,
        (After: after, Limit: limit),
        static (p, s) => AddKey(p.Number(s.Limit), s.After ?? []),
        reader => new ContentRow([.. Keys.Select((kind, i) => Key(reader, kind, i))], [.. Columns.Select((_, i) => Value(reader, Keys.Count + i))]),
        PostgresCall.Long,
        cancellationToken);

    // Each row is a transaction of its own: nobody waits for more than one of them, and there is no order of locks to keep.
    public override async ValueTask<IReadOnlyList<bool>> SwapAsync(IReadOnlyList<ContentChange> changes, CancellationToken cancellationToken)
    {
        var swapped = new bool[changes.Count];
        for (var i = 0; i < swapped.Length; i++)
        {
            swapped[i] = await Database.RunAsync((Self: this, Change: changes[i]), static (session, s, token) => s.Self.SwapAsync(session, s.Change, token), PostgresCall.Short, cancellationToken)
                .ConfigureAwait(false);
        }

        return swapped;
    }

    private async ValueTask<bool> SwapAsync(PostgresSession session, ContentChange change, CancellationToken cancellationToken)
    {
        var command = session.Command(_swap);
        await using (command.ConfigureAwait(false))
        {
            AddKey(command.Parameters, change.Row.Key);
            for (var i = 0; i < change.Values.Length; i++)
            {
                var isChanged = change.Values[i] is not null;
                command.Parameters.Nullable(isChanged ? change.Row.Values[i] : null, _types[i]).Nullable(change.Values[i], _types[i]);
            }

            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false) > 0;
        }
    }

    protected static void AddKey(NpgsqlParameterCollection parameters, object[] key)
    {
        foreach (var part in key)
        {
            _ = part switch
            {
                long number => parameters.Number(number),
                byte[] bytes => parameters.Bytes(bytes),
                _ => parameters.Text((string)part),
            };
        }
    }

    private static object Key(NpgsqlDataReader reader, ContentKey kind, int column) => kind switch
    {
        ContentKey.Number => Convert.ToInt64(reader.GetValue(column), CultureInfo.InvariantCulture),
        ContentKey.Bytes => reader.GetFieldValue<byte[]>(column),
        _ => reader.GetString(column),
    };

    private static object? Value(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetValue(column);
}
