using GraphRuntime.Checkpointing;
using GraphRuntime.Sqlite.Database;
using GraphRuntime.Sqlite.Writing;

namespace GraphRuntime.Sqlite.Reencoding;

/// <summary>One table with content.</summary>
internal class SqliteContentTable : ContentTable
{
    // A page ends early behind so many bytes.
    private const long MaxPageBytes = 8 << 20;

    private readonly ContentSql _sql;

    /// <param name="database">The database.</param>
    /// <param name="part">What the table belongs to.</param>
    /// <param name="name">The table.</param>
    /// <param name="keys">The columns of its key, which are numbers but for one.</param>
    /// <param name="textKey">Where a column of the key is text; -1 where none is.</param>
    /// <param name="columns">The columns with content.</param>
    public SqliteContentTable(SqliteDatabase database, StoredParts part, string name, string[] keys, int textKey, ContentColumn[] columns)
        : base(part, name, [.. keys.Select((_, i) => i == textKey ? ContentKey.Text : ContentKey.Number)], columns)
    {
        Database = database;
        _sql = new ContentSql('?', name, keys, columns);
    }

    protected SqliteDatabase Database { get; }

    public override ValueTask<List<ContentRow>> ReadAsync(object[]? after, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Database.Read(static (session, s) => s.Self.Read(session, s.After, s.Limit), (Self: this, After: after, Limit: limit)));
    }

    public override async ValueTask<IReadOnlyList<bool>> SwapAsync(IReadOnlyList<ContentChange> changes, CancellationToken cancellationToken) =>
        await Database.Writer.RunAsync(new SwapWork(this, changes) { Cancellation = cancellationToken }).ConfigureAwait(false);

    private List<ContentRow> Read(SqliteSession session, object[]? after, int limit)
    {
        using var statement = session.Prepare(after is null ? _sql.First : _sql.Next);
        statement.Bind(1, limit);
        Bind(statement, 2, after ?? []);
        var rows = new List<ContentRow>();
        for (var bytes = 0L; bytes < MaxPageBytes && statement.Read();)
        {
            var row = new ContentRow([.. Keys.Select((kind, i) => kind == ContentKey.Text ? (object)statement.Text(i) : statement.Long(i))], Values(statement));
            bytes += row.Values.Sum(static value => (value as byte[])?.LongLength ?? 0);
            rows.Add(row);
        }

        return rows;
    }

    private object?[] Values(SqliteStatement statement)
    {
        var values = new object?[Columns.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var column = Keys.Count + i;
            values[i] = statement.IsNull(column) ? null : Columns[i].IsText ? statement.Text(column) : statement.Bytes(column);
        }

        return values;
    }

    private bool Swap(SqliteSession session, ContentChange change)
    {
        var before = session.TotalChanges;
        var statement = session.Prepare(_sql.Swap);
        Bind(statement, 1, change.Row.Key);
        for (var i = 0; i < change.Values.Length; i++)
        {
            Bind(statement, _sql.Old(i), [change.Values[i] is null ? null : change.Row.Values[i], change.Values[i]]);
        }

        statement.Execute();
        return session.TotalChanges != before;
    }

    private static void Bind(SqliteStatement statement, int index, ReadOnlySpan<object?> values)
    {
        foreach (var value in values)
        {
            _ = value switch
            {
                long number => statement.Bind(index, number),
                byte[] bytes => statement.Bind(index, bytes.AsSpan()),
                _ => statement.Bind(index, (string?)value),
            };
            index++;
        }
    }

    private sealed class SwapWork(SqliteContentTable table, IReadOnlyList<ContentChange> changes) : WriteWork<IReadOnlyList<bool>>
    {
        public override void Execute(SqliteSession session) => Result = [.. changes.Select(change => table.Swap(session, change))];

        // Where lines stand does not change.
        public override void Forget(Threads.LineCache lines)
        {
        }
    }
}
