using System.Buffers;
using System.Text;
using SQLitePCL;

namespace GraphRuntime.Sqlite.Database;

/// <summary>
/// A prepared statement that its session keeps. Disposing it ends one use (resets it); the session finalises it.
/// </summary>
internal sealed class SqliteStatement(SqliteSession session, sqlite3_stmt statement) : IDisposable
{
    private const int MaxKeptBytes = 64 * 1024;

    // Strict: a lone surrogate would be replaced silently and two names could become one.
    private static readonly UTF8Encoding Utf8 = new(false, true);

    // Parameters keep their values from one use to the next, and most numbers of most rows repeat: a look here is cheaper than a native call.
    private readonly Bound[] _bound = new Bound[raw.sqlite3_bind_parameter_count(statement) + 1];
    private bool _holdsLargeBytes;

    public SqliteStatement Bind(int index, long value)
    {
        if (_bound[index].Kind != BoundKind.Number || _bound[index].Number != value)
        {
            Check(raw.sqlite3_bind_int64(statement, index, value));
            _bound[index] = new Bound(BoundKind.Number, value);
        }

        return this;
    }

    public SqliteStatement Bind(int index, long? value) => value is { } number ? Bind(index, number) : BindNull(index);

    /// <summary>Binds bytes; empty ones become NULL, which reads back as empty.</summary>
    public SqliteStatement Bind(int index, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            return BindNull(index);
        }

        _holdsLargeBytes |= value.Length > MaxKeptBytes;
        _bound[index] = default;
        Check(raw.sqlite3_bind_blob(statement, index, value));
        return this;
    }

    public SqliteStatement Bind(int index, string? value)
    {
        if (value is null)
        {
            return BindNull(index);
        }

        _bound[index] = default;
        if (value.Length == 0)
        {
            Check(raw.sqlite3_bind_text(statement, index, ""));
            return this;
        }

        var size = Utf8.GetMaxByteCount(value.Length);
        var rented = size > 512 ? ArrayPool<byte>.Shared.Rent(size) : null;
        Span<byte> buffer = rented ?? stackalloc byte[512];
        var written = Utf8.GetBytes(value, buffer);
        Check(raw.sqlite3_bind_text(statement, index, buffer[..written]));
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return this;
    }

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool Read() => raw.sqlite3_step(statement) switch
    {
        raw.SQLITE_ROW => true,
        raw.SQLITE_DONE => false,
        var code => throw session.Error(code),
    };

    /// <summary>The rows, read as they are taken; where the reader stops, the use of the statement ends.</summary>
    public IEnumerable<T> Rows<T>(Func<SqliteStatement, T> read)
    {
        using (this)
        {
            while (Read())
            {
                yield return read(this);
            }
        }
    }

    /// <summary>The first column of all rows, where it is text.</summary>
    public List<string> Texts() => [.. Rows(static row => row.Text(0))];

    /// <summary>The first column of all rows, where it is a number.</summary>
    public List<long> Numbers() => [.. Rows(static row => row.Long(0))];

    /// <summary>Runs a statement that gives no rows, and ends its use.</summary>
    public void Execute()
    {
        try
        {
            Read();
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Runs a statement as <see cref="Execute"/> does; false where another connection holds the database and this is not the last try.</summary>
    public bool TryExecute(bool isLast)
    {
        try
        {
            var code = raw.sqlite3_step(statement);
            return code == raw.SQLITE_DONE || (code == raw.SQLITE_BUSY && !isLast ? false : throw session.Error(code));
        }
        finally
        {
            Dispose();
        }
    }

    public long Long(int column) => raw.sqlite3_column_int64(statement, column);

    public int Int(int column) => raw.sqlite3_column_int(statement, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    /// <summary>The bytes of a column, valid until the next step.</summary>
    public ReadOnlySpan<byte> Span(int column) => raw.sqlite3_column_blob(statement, column);

    public byte[] Bytes(int column) => Span(column).ToArray();

    public string Text(int column) => Encoding.UTF8.GetString(Span(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public void Dispose()
    {
        // The result repeats the error of the last step, which was thrown already.
        _ = raw.sqlite3_reset(statement);
        if (_holdsLargeBytes)
        {
            _holdsLargeBytes = false;
            Array.Clear(_bound);
            Check(raw.sqlite3_clear_bindings(statement));
        }
    }

    private SqliteStatement BindNull(int index)
    {
        if (_bound[index].Kind != BoundKind.Null)
        {
            Check(raw.sqlite3_bind_null(statement, index));
            _bound[index] = new Bound(BoundKind.Null, 0);
        }

        return this;
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw session.Error(code);
        }
    }

    private enum BoundKind : byte
    {
        Other,
        Null,
        Number,
    }

    private readonly record struct Bound(BoundKind Kind, long Number);
}
