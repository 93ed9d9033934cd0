using GraphRuntime.Effects;

namespace GraphRuntime.Threads;

/// <summary>
/// The guards of a run: durable before what they guard begins, so that no admission displaces the run meanwhile. A run that was asked to stop before cannot guard
/// itself any more.
/// </summary>
internal sealed class GuardKeeper(CoordinatorServices services, StoreContact contact, RunExecution run, RunGuards guards) : IRunControl
{
    private readonly Lock _gate = new();
    private Task _last = Task.CompletedTask;
    private RunGuards _lasting = guards & RunGuards.NoRollback;
    private int _regions;

    /// <summary>True while the run is in a region that must not be interrupted.</summary>
    public bool IsInRegion => Volatile.Read(ref _regions) > 0;

    public async ValueTask EnterRegionAsync()
    {
        Task set;
        lock (_gate)
        {
            _regions++;
            set = _regions == 1 ? _last = SetAsync(_last) : _last;
        }

        try
        {
            await set.ConfigureAwait(false);
        }
        catch
        {
            Leave();
            throw;
        }
    }

    public async ValueTask LeaveRegionAsync()
    {
        Task? set = null;
        lock (_gate)
        {
            if (_regions == 1)
            {
                set = _last = SetAsync(_last, leaving: 1);
            }
        }

        try
        {
            if (set is not null)
            {
                await set.ConfigureAwait(false);
                await StopIfSignalledAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The run is being stopped, or was taken away: there is nothing left to guard.
        }
        finally
        {
            Leave();
        }
    }

    public async ValueTask CommitAsync()
    {
        Task set;
        lock (_gate)
        {
            _lasting |= RunGuards.NoRollback;
            set = _last = SetAsync(_last);
        }

        await set.ConfigureAwait(false);
    }

    private void Leave()
    {
        bool isOut;
        lock (_gate)
        {
            isOut = --_regions == 0;
        }

        if (isOut)
        {
            run.RegionLeft();
        }
    }

    private async Task SetAsync(Task before, int leaving = 0)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        RunGuards wanted;
        lock (_gate)
        {
            wanted = _lasting | (_regions > leaving ? RunGuards.NoInterrupt : RunGuards.None);
        }

        if (!await contact.CallAsync(() => services.Store.SetGuardsAsync(run.Lease, wanted, CancellationToken.None), run.LeaseEndsAt).ConfigureAwait(false))
        {
            await StopAsync().ConfigureAwait(false);
        }
    }

    /// <summary>
    /// What waited for the region takes effect now, before the next step begins. The notification of it may still be on its way, and until it is here the run would go on.
    /// </summary>
    private async ValueTask StopIfSignalledAsync()
    {
        if (await RenewAsync().ConfigureAwait(false) is var state && state is not { Signal: RunSignal.None })
        {
            run.StopFor(state);
        }
    }

    /// <summary>The run was asked to stop, or is lost: finds out which, and ends it.</summary>
    private async ValueTask StopAsync()
    {
        run.StopFor(await RenewAsync().ConfigureAwait(false));
        throw new OperationCanceledException($"Run '{run.Lease.RunId}' is being stopped; it cannot guard itself any more.");
    }

    /// <summary>Asks the store about the lease; <see langword="null"/> if it does not hold.</summary>
    private async ValueTask<LeaseState?> RenewAsync()
    {
        var held = await contact.CallAsync(
            () => services.Store.RenewAsync([run.Lease], services.Options.LeaseDuration, CancellationToken.None), run.LeaseEndsAt).ConfigureAwait(false);
        return held.Count == 0 ? null : held[0];
    }
}
