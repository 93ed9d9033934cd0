namespace GraphRuntime.Testing;

/// <summary>Everything that could happen next, in one place and on one thread; chance chooses what does.</summary>
internal sealed class SimulatedScheduler(Random random)
{
    private readonly List<(SimulatedProcess Process, Action Work)> _ready = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;

    public void Post(SimulatedProcess process, Action work)
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            throw new InvalidOperationException("Something went on on another thread. Nodes may only wait on the time and the token of their context.");
        }

        _ready.Add((process, work));
    }

    /// <summary>Does one of the things that are ready; false if there is none that can go on.</summary>
    public bool Step()
    {
        _ready.RemoveAll(static one => one.Process.IsDead);
        var able = 0;
        foreach (var (process, _) in _ready)
        {
            able += process.IsFrozen ? 0 : 1;
        }

        if (able == 0)
        {
            return false;
        }

        var chosen = random.Next(able);
        var index = _ready.FindIndex(one => !one.Process.IsFrozen && chosen-- == 0);
        var work = _ready[index].Work;
        _ready.RemoveAt(index);
        work();
        return true;
    }
}
