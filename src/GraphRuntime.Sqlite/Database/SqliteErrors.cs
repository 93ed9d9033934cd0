using SQLitePCL;

namespace GraphRuntime.Sqlite.Database;

/// <summary>Turns result codes of SQLite into <see cref="StorageException"/>.</summary>
internal static class SqliteErrors
{
    public static StorageException Create(int resultCode, sqlite3? connection, string target)
    {
        // The message of the connection is about its last call, which may be another one than that which gave the code.
        var isOfConnection = connection is not null && (raw.sqlite3_errcode(connection) & 0xff) == (resultCode & 0xff);
        var detail = isOfConnection ? raw.sqlite3_errmsg(connection).utf8_to_string() : raw.sqlite3_errstr(resultCode).utf8_to_string();
        var (problem, advice) = Classify(resultCode & 0xff);
        return new StorageException(problem, $"SQLite database '{target}': {detail} (code {resultCode}). {advice}");
    }

    /// <summary>A database that could not be opened. Where the file system shows that trying again is of no use, the error says so.</summary>
    public static StorageException NotOpened(int resultCode, sqlite3? connection, SqliteTarget target)
    {
        if ((resultCode & 0xff) == raw.SQLITE_CANTOPEN && target.Path is { } path)
        {
            if (!Directory.Exists(Path.GetDirectoryName(path)))
            {
                return new(StorageProblem.Misuse, $"SQLite database '{target.DisplayName}': its directory does not exist. Create it, or correct the connection string.");
            }

            if (Directory.Exists(path))
            {
                return new(StorageProblem.Misuse, $"SQLite database '{target.DisplayName}' is a directory. Name a file.");
            }

            if (connection is not null && NativeMethods.IsDenied(connection))
            {
                return new(StorageProblem.AccessDenied, $"SQLite database '{target.DisplayName}' may not be opened. Give the process access to the file and its directory.");
            }
        }

        return Create(resultCode, connection, target.DisplayName);
    }

    /// <summary>A file that is not the one any more that the storage opened.</summary>
    public static StorageException Moved(string target) => new(
        StorageProblem.Unavailable,
        $"SQLite database '{target}' was deleted, moved or replaced while it was open. Nothing is written to it any more. Put the file back, or stop all processes that use it and start them again.");

    public static StorageException NewerSchema(string target, long found, long known) => new(
        StorageProblem.NewerSchema,
        $"SQLite database '{target}' has schema version {found}, but this library knows only up to {known}. Update the GraphRuntime.Sqlite package, or use another database.");

    public static StorageException Disposed() =>
        new(StorageProblem.Misuse, "The SQLite storage was disposed. Keep it alive as long as anything uses it.");

    private static (StorageProblem Problem, string Advice) Classify(int primaryCode) => primaryCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => (StorageProblem.Busy, "Another process or connection holds the database; try again, or raise BusyTimeout."),
        raw.SQLITE_READONLY => (StorageProblem.ReadOnly, "Make the file and its directory writable."),
        raw.SQLITE_FULL => (StorageProblem.Full, "Free space on the disk, or raise the size limit of the database; nothing of this write was stored."),
        raw.SQLITE_PERM or raw.SQLITE_AUTH => (StorageProblem.AccessDenied, "Give the process access to the file and its directory."),
        raw.SQLITE_CANTOPEN => (StorageProblem.Unavailable, "Check that the directory exists and that the process may use it."),
        raw.SQLITE_CORRUPT => (StorageProblem.Corrupted, "The file is damaged; restore it from a backup."),
        raw.SQLITE_NOTADB => (StorageProblem.Corrupted, "The file is not a SQLite database, or it is encrypted; name another file."),
        raw.SQLITE_IOERR or raw.SQLITE_NOMEM or raw.SQLITE_INTERRUPT => (StorageProblem.Unavailable, "Reading or writing failed; check the disk, then try again."),
        raw.SQLITE_TOOBIG => (StorageProblem.Misuse, "A value is larger than SQLite can store (about 1 GB)."),
        _ => (StorageProblem.Misuse, "Do not change the tables of this library, and report this if it happens again."),
    };
}
