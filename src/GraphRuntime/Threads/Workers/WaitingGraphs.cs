namespace GraphRuntime.Threads;

/// <summary>Graphs that this process does not have and whose runs wait for a process that has them. Each is logged once.</summary>
internal sealed class WaitingGraphs(CoordinatorServices services)
{
    private const int MostLogged = 1000;

    private readonly HashSet<string> _logged = new(StringComparer.Ordinal);
    private IReadOnlyList<string> _names = [];

    /// <summary>What the last claim found.</summary>
    public IReadOnlyList<string> Names => Volatile.Read(ref _names);

    /// <summary>Notes what a claim found. One claim goes at a time.</summary>
    public void Note(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            if (_logged.Count < MostLogged && _logged.Add(name))
            {
                CoordinatorLog.GraphNotHere(services.Logger, name);
            }
        }

        // After the log, so that nobody who reads the health data looks for a message that is not there yet.
        Volatile.Write(ref _names, names);
    }
}
