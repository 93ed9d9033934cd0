using System.Diagnostics.CodeAnalysis;
using GraphRuntime.Benchmarks.Stores;
using GraphRuntime.Checkpointing;
using SQLitePCL;

namespace GraphRuntime.Benchmarks.Baselines;

/// <summary>
/// The rows of a recorded run written with prepared statements over the raw interface: one transaction a commit for one thread, one transaction
/// for all threads in turn for many. Table and index are those of the store.
/// </summary>
[SuppressMessage("Reliability", "CA2213", Justification = "The connection disposes its statements.")]
internal sealed class SqliteByHand : Baseline
{
    private readonly RawSqlite _database;
    private readonly sqlite3_stmt _begin;
    private readonly sqlite3_stmt _commit;
    private readonly sqlite3_stmt _insertThread;
    private readonly sqlite3_stmt _insertLine;
    private readonly sqlite3_stmt _insertCheckpoint;
    private readonly sqlite3_stmt _insertChunk;
    private readonly List<List<Row>> _transactions;
    private readonly Dictionary<CheckpointAddress, int> _threads = [];
    private readonly bool _isGrouped;
    private long _line = 1000;

    public SqliteByHand(IReadOnlyList<RecordedCommit> commits, SqliteStore store)
    {
        _database = new RawSqlite(Path.Combine(Path.GetDirectoryName(store.File)!, "hand.db"));
        _database.Run("PRAGMA journal_mode=WAL");
        _database.Run(store.IsFull ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
        using (var source = new RawSqlite(store.File))
        {
            foreach (var row in source.Rows("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name IN ('gr_thread', 'gr_line', 'gr_checkpoint', 'gr_checkpoint_id', 'gr_log_chunk')"))
            {
                _database.Run((string)row[0]!);
            }
        }

        _begin = _database.Prepare("BEGIN IMMEDIATE");
        _commit = _database.Prepare("COMMIT");
        _insertThread = _database.Prepare("INSERT INTO gr_thread(id, name, epoch) VALUES(?1, ?2, 0)");
        _insertLine = _database.Prepare("INSERT INTO gr_line(id, thread, ns, last_id) VALUES(?1, ?2, ?3, 0)");
        _insertCheckpoint = _database.Prepare(
            """
            INSERT INTO gr_checkpoint(id, parent, source, hidden, step, paused, created, run, refs, metadata, body, results, vals, line)
            VALUES(?1, ?2, ?3, 0, ?4, ?5, ?6, ?7, ?8, NULL, ?9, ?10, ?11, ?12)
            """);
        _insertChunk = _database.Prepare("INSERT INTO gr_log_chunk(key, start, bytes) VALUES(?1, ?2, ?3)");
        _isGrouped = commits.Any(c => c.Commit.Address != commits[0].Commit.Address);
        _transactions = _isGrouped
            ? [.. commits.GroupBy(c => c.Round).OrderBy(g => g.Key).Select(g => g.SelectMany(Rows).ToList())]
            : [.. commits.Select(c => Rows(c).ToList())];
    }

    public override string Name => _isGrouped ? "same rows by hand, in groups" : "same rows by hand";

    public override Task RunAsync()
    {
        foreach (var transaction in _transactions)
        {
            _database.Execute(_begin);
            foreach (var row in transaction)
            {
                Insert(row);
            }

            _database.Execute(_commit);
        }

        _line += 1000;
        return Task.CompletedTask;
    }

    public override Task ClearAsync()
    {
        _database.Run("DELETE FROM gr_checkpoint");
        _database.Run("DELETE FROM gr_log_chunk");
        return Task.CompletedTask;
    }

    public override void Dispose()
    {
        _database.Dispose();
        base.Dispose();
    }

    /// <summary>References and values have the same lengths as in the store: name, two small numbers; name, length, bytes.</summary>
    private IEnumerable<Row> Rows(RecordedCommit recorded)
    {
        var address = recorded.Commit.Address;
        if (!_threads.TryGetValue(address, out var thread))
        {
            _threads.Add(address, thread = _threads.Count);
            yield return new Row(RowKind.Line, [address.Namespace], thread);
        }

        foreach (var checkpoint in recorded.Commit.Checkpoints)
        {
            var record = checkpoint.Record;
            foreach (var append in checkpoint.Appends)
            {
                yield return new Row(RowKind.Chunk, [record.Id, append.Offset, append.Bytes.ToArray()], thread);
            }

            var references = new byte[record.Channels.Sum(static r => r.Channel.Length + 3 + (r.IsLog ? 3 : 0))];
            var values = new byte[checkpoint.Values.Sum(static v => v.Channel.Length + 2 + v.Bytes.Length)];
            yield return new Row(
                RowKind.Checkpoint,
                [record.Id, record.ParentId, (long)record.Source, (long)record.Step, 0L, record.CreatedAt.UtcTicks, record.RunId, references, record.Body.ToArray(), record.Results.ToArray(), values],
                thread);
        }
    }

    private void Insert(Row row)
    {
        switch (row.Kind)
        {
            case RowKind.Line:
                InsertLine(_line + row.Thread, (string)row.Values[0]!);
                break;
            case RowKind.Chunk:
                Insert(_insertChunk, row.Values, 1, ((_line + row.Thread) << 32) + (long)row.Values[0]!);
                break;
            default:
                Insert(_insertCheckpoint, row.Values, 12, _line + row.Thread);
                break;
        }
    }

    /// <summary>The first row of a thread brings the thread's own along.</summary>
    private void InsertLine(long key, string name)
    {
        if (name.Length == 0)
        {
            Insert(_insertThread, [null, $"t{key}"], 1, key);
        }

        Insert(_insertLine, [null, key, name], 1, key);
    }

    private void Insert(sqlite3_stmt statement, object?[] values, int keyIndex, long key)
    {
        for (var i = 0; i < values.Length; i++)
        {
            RawSqlite.Bind(statement, i + 1, values[i]);
        }

        RawSqlite.Bind(statement, keyIndex, key);
        _database.Execute(statement);
    }

    private enum RowKind
    {
        Line,
        Chunk,
        Checkpoint,
    }

    private sealed record Row(RowKind Kind, object?[] Values, int Thread);
}
