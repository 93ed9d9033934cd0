namespace GraphRuntime.Testing;

/// <summary>What happens to the calls of a process on their way to the store and back.</summary>
internal sealed class SimulatedCalls(SimulatedProcess process)
{
    /// <summary>The message of a call that fails.</summary>
    public const string StoreIsAway = "The store is away. Try again later.";

    private SimulatedWorld World => process.World;

    public async ValueTask<T> CallAsync<T>(Func<ValueTask<T>> call)
    {
        World.Scheduler.CheckThread();
        await TurnAsync().ConfigureAwait(false);
        FailSometimes();
        var answer = await call().ConfigureAwait(false);
        FailSometimes();
        await TurnAsync().ConfigureAwait(false);
        return answer;
    }

    /// <summary>Hands a hint on: at once, later, twice, or not at all.</summary>
    public void Hint(Action hint)
    {
        var times = World.Happens(SimulatedFaults.LooseHints, 3) ? World.Random.Next(3) : 1;
        for (var i = 0; i < times; i++)
        {
            process.Post(hint);
        }
    }

    /// <summary>Does something again at another time, and forgets what comes of it.</summary>
    public void RepeatSometimes(Func<ValueTask> call)
    {
        if (World.Happens(SimulatedFaults.RepeatedWrites, 6))
        {
            process.Post(async () =>
            {
                try
                {
                    await call().ConfigureAwait(false);
                }
                catch (Exception exception) when (exception is GraphRuntimeException or ArgumentException)
                {
                    // The store saw that it was late.
                }
            });
        }
    }

    /// <summary>Never comes back in a process that died, and not before it thaws in one that stands still.</summary>
    private Task TurnAsync()
    {
        var turn = new TaskCompletionSource();
        if (process.IsDead)
        {
            return turn.Task;
        }

        if (!process.IsFrozen && !World.Happens(SimulatedFaults.SlowStore, 3))
        {
            return Task.CompletedTask;
        }

        process.Post(turn.SetResult);
        return turn.Task;
    }

    private void FailSometimes()
    {
        if (World.Happens(SimulatedFaults.FailingStore, 60))
        {
            World.Note($"a call of process {process.Number} fails");
            throw new StorageException(StorageProblem.Unavailable, StoreIsAway);
        }
    }
}
