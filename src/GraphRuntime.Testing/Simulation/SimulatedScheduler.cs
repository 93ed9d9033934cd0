namespace GraphRuntime.Testing;

/// <summary>Everything that could happen next, in one place and on one thread; chance chooses what does.</summary>
internal sealed class SimulatedScheduler(Random random)
{
    private readonly List<(SimulatedProcess Process, Action Work)> _ready = new(32);
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private volatile string? _escaped;

    /// <summary>What went on on another thread, if anything did.</summary>
    public string? Escaped => _escaped;

    public void Post(SimulatedProcess process, Action work)
    {
        CheckThread();
        if (!process.IsDead)
        {
            _ready.Add((process, work));
        }
    }

    /// <summary>Nodes, and whatever the library awaits, may only wait on the clock and the token of their context.</summary>
    public void CheckThread()
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            _escaped ??= Environment.StackTrace;
            throw new InvalidOperationException("Something went on on another thread. Nodes may only wait on the time and the token of their context.");
        }
    }

    /// <summary>Drops what a process that died would have done.</summary>
    public void Forget(SimulatedProcess process) => _ready.RemoveAll(one => one.Process == process);

    /// <summary>Does one of the things that are ready; false if there is none that can go on.</summary>
    public bool Step()
    {
        var able = 0;
        foreach (var (process, _) in _ready)
        {
            able += process.IsFrozen ? 0 : 1;
        }

        if (able == 0)
        {
            return false;
        }

        var index = Find(random.Next(able));
        var work = _ready[index].Work;
        _ready.RemoveAt(index);
        work();
        return true;
    }

    private int Find(int chosen)
    {
        for (var i = 0; ; i++)
        {
            if (!_ready[i].Process.IsFrozen && chosen-- == 0)
            {
                return i;
            }
        }
    }
}
