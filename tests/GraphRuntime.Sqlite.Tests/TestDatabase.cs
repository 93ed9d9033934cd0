using GraphRuntime.Sqlite.Database;

namespace GraphRuntime.Sqlite.Tests;

/// <summary>A place for one database: a directory of its own, or a shared in-memory database.</summary>
internal sealed class TestDatabase : IDisposable
{
    private readonly List<IDisposable> _opened = [];

    private TestDatabase(string? directory, string connectionString)
    {
        Directory = directory;
        ConnectionString = connectionString;
    }

    public string? Directory { get; }

    public string ConnectionString { get; }

    public string FileName => Path.Combine(Directory!, "test.db");

    public static TestDatabase File()
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("graphruntime-").FullName;
        return new TestDatabase(directory, $"Data Source={Path.Combine(directory, "test.db")}");
    }

    public static TestDatabase Memory() => new(null, $"Data Source={Unique.Name("test")};Mode=Memory;Cache=Shared");

    public static TestDatabase Of(string kind) => kind == "file" ? File() : Memory();

    public SqliteStorageOptions Options(Action<SqliteStorageOptions>? change = null)
    {
        var options = new SqliteStorageOptions { ConnectionString = ConnectionString };
        change?.Invoke(options);
        return options;
    }

    public SqliteCheckpointer Open(Action<SqliteStorageOptions>? change = null)
    {
        var checkpointer = SqliteCheckpointer.Open(Options(change));
        _opened.Add(checkpointer);
        return checkpointer;
    }

    public SqliteStorage OpenStorage(TimeProvider? time = null, Action<SqliteStorageOptions>? change = null)
    {
        var storage = SqliteStorage.Open(Options(change), time);
        _opened.Add(storage);
        return storage;
    }

    public SqliteDatabase OpenDatabase(Action<SqliteStorageOptions>? change = null)
    {
        var database = SqliteDatabase.Open(Options(change));
        _opened.Add(database);
        return database;
    }

    /// <summary>A connection beside the library, as another program would have one.</summary>
    public SqliteSession Session()
    {
        SQLitePCL.Batteries_V2.Init();
        var session = SqliteSession.Open(SqliteTarget.Parse(ConnectionString), Options(), TimeSpan.Zero);
        _opened.Add(session);
        return session;
    }

    /// <summary>What all files of the database have, one character a byte.</summary>
    public string Files() => string.Concat(System.IO.Directory.GetFiles(Directory!).Select(static file => System.Text.Encoding.Latin1.GetString(System.IO.File.ReadAllBytes(file))));

    public void Dispose()
    {
        foreach (var item in Enumerable.Reverse(_opened))
        {
            item.Dispose();
        }

        if (Directory is not null)
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }
}
