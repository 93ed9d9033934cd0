using GraphRuntime.Checkpointing;
using GraphRuntime.Stores;
using GraphRuntime.Threads;

namespace GraphRuntime.Testing;

/// <summary>
/// Wraps stores, so that a test sees how an application bears a store that fails, answers late, or does what it was told and then fails. All that one instance
/// wraps shares its faults and its count of calls. Safe for concurrent use.
/// </summary>
public sealed class StoreFaults : ICallPath
{
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly List<PlannedFault> _planned = [];
    private readonly List<StoreCall> _calls = [];

    /// <summary>Creates an instance without faults.</summary>
    /// <param name="time">The clock of <see cref="StoreFault.Delay"/>; by default that of the system.</param>
    public StoreFaults(TimeProvider? time = null) => _time = time ?? TimeProvider.System;

    /// <summary>The calls so far, in the order in which they were made.</summary>
    public IReadOnlyList<StoreCall> Calls
    {
        get
        {
            lock (_gate)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>Plans a fault. Where several befall one call, they do so in the order in which they were added, and the first exception counts.</summary>
    /// <param name="fault">The fault.</param>
    /// <returns>This instance.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="StoreFault.First"/> or <see cref="StoreFault.Times"/> is less than 1.</exception>
    public StoreFaults Add(StoreFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentOutOfRangeException.ThrowIfLessThan(fault.First, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(fault.Times, 1);
        lock (_gate)
        {
            _planned.Add(new PlannedFault(fault));
        }

        return this;
    }

    /// <summary>Takes all faults away: the store is well again.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _planned.Clear();
        }
    }

    /// <summary>Wraps a checkpointer.</summary>
    /// <param name="checkpointer">The one that does the work.</param>
    /// <returns>The one that the application gets.</returns>
    public ICheckpointer Wrap(ICheckpointer checkpointer)
    {
        ArgumentNullException.ThrowIfNull(checkpointer);
        return new InterceptedCheckpointer(checkpointer, this);
    }

    /// <summary>Wraps a run store.</summary>
    /// <param name="store">The one that does the work.</param>
    /// <returns>The one that the application gets.</returns>
    public IRunStore Wrap(IRunStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return new InterceptedRunStore(store, this);
    }

    /// <summary>Wraps a long-term store.</summary>
    /// <param name="store">The one that does the work.</param>
    /// <returns>The one that the application gets.</returns>
    public IStore Wrap(IStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return new InterceptedStore(store, this);
    }

    async ValueTask<T> ICallPath.CallAsync<T>(StoreCall call, Func<ValueTask<T>> action, CancellationToken cancellationToken)
    {
        var faults = Take(call);
        await BefallAsync(faults.Where(static f => !f.TookEffect), call, cancellationToken).ConfigureAwait(false);
        var answer = await action().ConfigureAwait(false);
        await BefallAsync(faults.Where(static f => f.TookEffect), call, cancellationToken).ConfigureAwait(false);
        return answer;
    }

    private async Task BefallAsync(IEnumerable<StoreFault> faults, StoreCall call, CancellationToken cancellationToken)
    {
        foreach (var fault in faults)
        {
            await (fault.Gate?.PassAsync(cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
            if (fault.Delay > TimeSpan.Zero)
            {
                await Task.Delay(fault.Delay, _time, cancellationToken).ConfigureAwait(false);
            }

            if (fault.Error is { } error)
            {
                throw error(call);
            }
        }
    }

    /// <summary>Predicates are the test's code and run outside the lock.</summary>
    private List<StoreFault> Take(StoreCall call)
    {
        PlannedFault[] planned;
        lock (_gate)
        {
            _calls.Add(call);
            planned = [.. _planned];
        }

        return [.. planned.Where(p => p.Befalls(call)).Select(static p => p.Fault)];
    }
}
