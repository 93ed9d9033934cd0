namespace GraphRuntime.Sqlite.Writing;

/// <summary>Who works with the writer's session: nobody, somebody, or soon the pool, which was asked to and from which whoever is quicker may take it.</summary>
internal sealed class WriterLead
{
    private const int Free = 0;
    private const int Taken = 1;
    private const int Promised = 2;

    private int _state;

    /// <summary>Takes the lead if nobody has it.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Free) == Free;

    /// <summary>Takes the lead that was promised to the pool.</summary>
    public bool TryTakePromised() => Interlocked.CompareExchange(ref _state, Taken, Promised) == Promised;

    /// <summary>Takes the lead unless somebody is at work.</summary>
    public bool TryTakeOver() => TryTake() || TryTakePromised();

    /// <summary>Has the pool take the lead over. Called by who leads.</summary>
    public void Promise(IThreadPoolWorkItem successor)
    {
        Volatile.Write(ref _state, Promised);
        ThreadPool.UnsafeQueueUserWorkItem(successor, preferLocal: false);
    }

    /// <summary>Called by who leads; what comes after is read after this is seen by others.</summary>
    public void Leave() => Interlocked.Exchange(ref _state, Free);
}
