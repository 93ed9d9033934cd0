namespace GraphRuntime.Sqlite.Database;

/// <summary>Notices that the file of a database was deleted, moved or replaced while it is open, by a session that does nothing else.</summary>
internal sealed class FileWatch : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SqliteSession? _session;

    public FileWatch(SqliteTarget target, SqliteStorageOptions options) =>
        _session = target.IsMemory ? null : SqliteSession.Open(target, options, TimeSpan.Zero);

    /// <exception cref="StorageException">The path does not lead to the file any more that was opened.</exception>
    public void ThrowIfMoved()
    {
        lock (_gate)
        {
            _session?.ThrowIfMoved();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _session?.Dispose();
        }
    }
}
