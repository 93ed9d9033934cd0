using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace GraphRuntime.Sqlite.Database;

/// <summary>What a connection string means for the native library. Its text never appears in messages.</summary>
/// <param name="FileName">The name for the native library: a full path, or a URI.</param>
/// <param name="Flags">How to open it.</param>
/// <param name="IsMemory">Whether it is a database in memory.</param>
/// <param name="DisplayName">Its name in messages.</param>
/// <param name="Path">The full path, where it is a file that is not named by a URI.</param>
/// <param name="BusyTimeout">How long to wait for other connections, where the connection string says so.</param>
internal sealed record SqliteTarget(string FileName, int Flags, bool IsMemory, string DisplayName, string? Path = null, TimeSpan? BusyTimeout = null)
{
    private const string DataDirectory = "|DataDirectory|";

    /// <summary>Whether opening it makes a new file.</summary>
    public bool IsNewFile => Path is not null && (Flags & raw.SQLITE_OPEN_CREATE) != 0 && !File.Exists(Path);

    /// <summary>Lets only the owner read and write a new file. Files that SQLite puts beside it get the same rights.</summary>
    /// <remarks>The mode is changed by name. To open and close the file besides SQLite would drop the locks that this process has on it.</remarks>
    public void KeepForOwner()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path!, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

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
            : OfFile(FullPath(source), flags, builder);
    }

    private static SqliteTarget OfFile(string path, int flags, SqliteConnectionStringBuilder builder)
    {
        const string Timeout = "Default Timeout";
        TimeSpan? busyTimeout = builder.ShouldSerialize(Timeout)
            ? TimeSpan.FromMilliseconds(builder.DefaultTimeout == 0 ? int.MaxValue : Math.Min(builder.DefaultTimeout * 1000L, int.MaxValue))
            : null;
        return new(path, flags, false, System.IO.Path.GetFileName(path), path, busyTimeout);
    }

    /// <summary>The full path, in which <c>|DataDirectory|</c> at the beginning stands for the data directory of the application or, where it has none, for its base directory.</summary>
    private static string FullPath(string source)
    {
        if (!source.StartsWith(DataDirectory, StringComparison.OrdinalIgnoreCase))
        {
            return System.IO.Path.GetFullPath(source);
        }

        var directory = AppDomain.CurrentDomain.GetData("DataDirectory") as string;
        return System.IO.Path.GetFullPath(
            source[DataDirectory.Length..].TrimStart('/', '\\'), string.IsNullOrEmpty(directory) ? AppContext.BaseDirectory : System.IO.Path.GetFullPath(directory));
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
