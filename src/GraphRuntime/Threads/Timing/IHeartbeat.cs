namespace GraphRuntime.Threads;

/// <summary>On which thread leases are kept, and how that thread waits. A simulator brings its own.</summary>
internal interface IHeartbeat
{
    /// <summary>Runs the loop; everything that it awaits is of this object.</summary>
    Task StartAsync(Func<Task> loop);

    /// <summary>Ends a wait; one that nobody waits for is kept until the next wait.</summary>
    void Wake();

    /// <summary>Waits to be woken, or for a time; <see langword="null"/> for no limit.</summary>
    ValueTask WaitAsync(TimeSpan? limit);

    /// <summary>Renews leases; <see langword="null"/> if the store does not answer in time.</summary>
    ValueTask<IReadOnlyList<LeaseState>?> RenewAsync(IRunStore store, IReadOnlyList<RunLease> leases, TimeSpan duration, TimeSpan patience);
}
