namespace GraphRuntime.Checkpointing;

/// <summary>The statements of a table with content.</summary>
internal sealed class ContentSql
{
    private readonly int _keys;

    /// <param name="mark">What stands before the number of a parameter.</param>
    /// <param name="table">The table.</param>
    /// <param name="keys">The columns of its key.</param>
    /// <param name="columns">The columns with content.</param>
    public ContentSql(char mark, string table, string[] keys, ContentColumn[] columns)
    {
        _keys = keys.Length;
        var key = string.Join(", ", keys.Select(static one => $"t.{one}"));
        var select = $"SELECT {key}, {string.Join(", ", columns.Select(static column => column.Source))} FROM {table} t";
        First = $"{select} ORDER BY {key} LIMIT {mark}1";
        Next = $"{select} WHERE ({key}) > ({string.Join(", ", keys.Select((_, i) => $"{mark}{i + 2}"))}) ORDER BY {key} LIMIT {mark}1";

        var set = columns.Select((column, i) => $"{column.Name} = coalesce({mark}{Old(i) + 1}, t.{column.Name})");
        var same = columns.Select((column, i) => $"({mark}{Old(i)} IS NULL OR t.{column.Name} = {mark}{Old(i)})");
        var found = keys.Select((one, i) => $"t.{one} = {mark}{i + 1}");
        Swap = $"UPDATE {table} AS t SET {string.Join(", ", set)} WHERE {string.Join(" AND ", found.Concat(same))}";
    }

    /// <summary>Reads the first rows. The parameter is how many.</summary>
    public string First { get; }

    /// <summary>Reads the rows behind a key, which stands behind how many.</summary>
    public string Next { get; }

    /// <summary>
    /// Changes a row. Behind its key each column has two parameters: what was read, and what is stored instead; both are null where it stays.
    /// </summary>
    public string Swap { get; }

    /// <summary>The number of the parameter of <see cref="Swap"/> for what was read of a column; the next one is for what is stored instead.</summary>
    public int Old(int column) => _keys + (2 * column) + 1;
}
