namespace GraphRuntime.Sqlite.Database;

/// <summary>Holds the lock of an in-memory database, or nothing for a file.</summary>
internal readonly ref struct Gate
{
    private readonly Lock? _lock;

    public Gate(Lock? gate)
    {
        _lock = gate;
        gate?.Enter();
    }

    public void Dispose() => _lock?.Exit();
}
