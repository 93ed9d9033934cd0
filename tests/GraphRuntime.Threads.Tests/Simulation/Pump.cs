namespace GraphRuntime.Threads.Tests;

/// <summary>Everything that could happen next, in one place and on one thread: a seed chooses what does.</summary>
internal sealed class Pump(int seed) : IWorkDispatcher
{
    private readonly List<Action> _ready = [];
    private readonly Random _random = new(seed);
    private readonly int _thread = Environment.CurrentManagedThreadId;

    public int Seed { get; } = seed;

    public int Choose(int count) => _random.Next(count);

    public void Post(Action work)
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            throw new InvalidOperationException($"Seed {Seed}: something went on on another thread.");
        }

        _ready.Add(work);
    }

    /// <summary>Does one of the things that are ready; false if there is none.</summary>
    public bool Step()
    {
        if (_ready.Count == 0)
        {
            return false;
        }

        var index = Choose(_ready.Count);
        var work = _ready[index];
        _ready.RemoveAt(index);
        work();
        return true;
    }
}
