using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace GraphRuntime.Sqlite.Database;

/// <summary>What a connection string means for the native library. Its text never appears in messages.</summary>
internal sealed record SqliteTarget(string FileName, int Flags, bool IsMemory, string DisplayName)
{
    public static SqliteTarget Parse(string connectionString)
    {
        var builder = Read(connectionString);
        if (!string.IsNullOrEmpty(builder.Password))
        {
            throw new StorageException(StorageProblem.Misuse, "The SQLite connection string has a password, but this build of SQLite does not encrypt. Remove it, and encrypt values with a codec instead.");
        }

        if (builder.Mode == SqliteOpenMode.ReadOnly)
        {
            throw new StorageException(StorageProblem.ReadOnly, "The SQLite connection string says Mode=ReadOnly, but storage has to write. Use Mode=ReadWriteCreate.");
        }

        var source = builder.DataSource;
        var isUri = source.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
        var inMemory = builder.Mode == SqliteOpenMode.Memory || (isUri && source.Contains("mode=memory", StringComparison.OrdinalIgnoreCase));
        if (source is ":memory:" or "" || (inMemory && !isUri && builder.Cache != SqliteCacheMode.Shared))
        {
#pragma warning disable RS0030 // The name of a database that nobody else shall meet.
            return Memory($"graphruntime-{Guid.NewGuid():N}");
#pragma warning restore RS0030
        }

        if (inMemory && !isUri)
        {
            return Memory(source);
        }

        var flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX
            | (builder.Mode == SqliteOpenMode.ReadWriteCreate ? raw.SQLITE_OPEN_CREATE : 0)
            | (isUri ? raw.SQLITE_OPEN_URI : 0);
        return isUri
            ? new(source, flags | (inMemory ? raw.SQLITE_OPEN_SHAREDCACHE : 0), inMemory, source.Split('?')[0])
            : new(Path.GetFullPath(source), flags, false, Path.GetFileName(source));
    }

    // Only a URI names an in-memory database that several connections share. Microsoft.Data.Sqlite builds it in the same way.
    private static SqliteTarget Memory(string name) => new(
        "file:" + name,
        raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_MEMORY | raw.SQLITE_OPEN_SHAREDCACHE | raw.SQLITE_OPEN_URI | raw.SQLITE_OPEN_NOMUTEX,
        true,
        name);

    private static SqliteConnectionStringBuilder Read(string connectionString)
    {
        try
        {
            return new SqliteConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException)
        {
            // The cause is left out on purpose: its message can quote the connection string.
            throw new StorageException(StorageProblem.Misuse, "The SQLite connection string cannot be read. Use the form 'Data Source=file.db'.");
        }
    }
}
