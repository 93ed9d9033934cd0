namespace GraphRuntime.Sqlite.Database;

/// <summary>
/// Lets one session at a time into a shared in-memory database. Such a database has no snapshots: a reader would meet table locks of the
/// writer that no busy timeout waits for.
/// </summary>
internal sealed class MemoryGate
{
    private static readonly Dictionary<string, MemoryGate> Gates = new(StringComparer.Ordinal);
    private readonly string _name;
    private int _users;

    private MemoryGate(string name) => _name = name;

    public Lock Lock { get; } = new();

    public static MemoryGate Rent(string name)
    {
        lock (Gates)
        {
            if (!Gates.TryGetValue(name, out var gate))
            {
                Gates.Add(name, gate = new MemoryGate(name));
            }

            gate._users++;
            return gate;
        }
    }

    public void Return()
    {
        lock (Gates)
        {
            if (--_users == 0)
            {
                Gates.Remove(_name);
            }
        }
    }
}
