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
        var key = string.Join(", ", keys.Select(static one => $"t.{one.Name}"));
        var select = $"SELECT {key}, {string.Join(", ", Columns.Select(static column => column.Source))} FROM {{schema}}.{name} t";
        _first = new Statement(database.Schema, $"{select} ORDER BY {key} LIMIT $1");
        _next = new Statement(database.Schema, $"{select} WHERE ({key}) > ({string.Join(", ", keys.Select(static (_, i) => $"${i + 2}"))}) ORDER BY {key} LIMIT $1");

        // Each column has two parameters behind those of the key: what was read, and what is stored instead; both are null where it stays.
        var set = Columns.Select((column, i) => $"{column.Name} = coalesce(${New(i)}, t.{column.Name})");
        var same = Columns.Select((column, i) => $"(${Old(i)} IS NULL OR t.{column.Name} = ${Old(i)})");
        var found = keys.Select(static (one, i) => $"t.{one.Name} = ${i + 1}");
        _swap = new Statement(database.Schema, $"UPDATE {{schema}}.{name} t SET {string.Join(", ", set)} WHERE {string.Join(" AND ", found.Concat(same))}");
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

    private int Old(int column) => Keys.Count + (2 * column) + 1;

    private int New(int column) => Old(column) + 1;

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
