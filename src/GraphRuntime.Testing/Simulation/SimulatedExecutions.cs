using GraphRuntime.Threads;

namespace GraphRuntime.Testing;

/// <summary>
/// Which process owns and executes which run, and whether it may: under a new fence, not beside a run of the thread that was rolled back, and not two in their
/// last attempt.
/// </summary>
internal sealed class SimulatedExecutions(SimulatedWorld world)
{
    private readonly Dictionary<string, long> _fences = new(StringComparer.Ordinal);
    private readonly List<Execution> _atWork = [];
    private readonly Dictionary<RunLease, DateTimeOffset> _windingDown = [];
    private readonly HashSet<RunLease> _notGivenBack = [];

    public void Claimed(RunLease lease)
    {
        world.Note($"{lease.RunId} is claimed under {lease.Epoch}");
        if (_fences.TryGetValue(lease.ThreadId, out var last) && lease.Epoch <= last)
        {
            world.Violated($"I8 {lease.RunId} got the fence {lease.Epoch} after {last} had been given out");
        }

        _fences[lease.ThreadId] = lease.Epoch;
    }

    public IDisposable Begin(SimulatedProcess process, RunLease lease)
    {
        var execution = new Execution(this, process, lease);
        _atWork.RemoveAll(static other => other.Process.IsDead);
        if (Held(lease) is { } run)
        {
            _atWork.ForEach(other => CheckRollback(execution, other));
            _atWork.ForEach(other => CheckQuarantine(run, execution, other));
        }

        _atWork.Add(execution);
        return execution;
    }

    /// <summary>A run that was running is gone: the next one of the thread waits for it until then.</summary>
    public void RolledBack(StoredRun run, TimeSpan grace)
    {
        var graceEnds = world.Time.GetUtcNow() + grace;
        _windingDown[new RunLease(run.ThreadId, run.RunId, run.Epoch)] = run.LeaseUntil < graceEnds ? run.LeaseUntil.Value : graceEnds;
    }

    /// <summary>A process wanted to give a run back, and could not: it executes the run beside others.</summary>
    public void NotGivenBack(RunLease lease) => _notGivenBack.Add(lease);

    private void CheckRollback(Execution execution, Execution other)
    {
        if (other.Lease.ThreadId == execution.Lease.ThreadId && _windingDown.TryGetValue(other.Lease, out var until) && world.Time.GetUtcNow() < until)
        {
            world.Violated($"I13 {execution.Lease.RunId} is executed while {other.Lease.RunId}, which was rolled back, still is");
        }
    }

    /// <summary>A run that its process has given up, because its node did not stop, no longer counts: others must not wait for it for ever.</summary>
    private void CheckQuarantine(StoredRun run, Execution execution, Execution other)
    {
        if (other.Process == execution.Process && IsInQuarantine(run) && other.Process.Coordinator.Executes(other.Lease) && Held(other.Lease) is { } beside && IsInQuarantine(beside))
        {
            world.Violated($"I14 {execution.Lease.RunId} is executed beside {other.Lease.RunId}, and both are in their last attempt");
        }
    }

    private bool IsInQuarantine(StoredRun run) => run.Attempt >= SimulatedTimes.LastAttempt && !_notGivenBack.Contains(new RunLease(run.ThreadId, run.RunId, run.Epoch));

    /// <summary>The run, if it is still executed under this lease; what a process does that was taken its run is none of anybody's concern.</summary>
    private StoredRun? Held(RunLease lease) => world.Find(lease.ThreadId, lease.RunId) is { Status: RunStatus.Running } run
        && run.Epoch == lease.Epoch && run.LeaseUntil > world.Time.GetUtcNow() ? run : null;

    private sealed class Execution(SimulatedExecutions all, SimulatedProcess process, RunLease lease) : IDisposable
    {
        public SimulatedProcess Process { get; } = process;

        public RunLease Lease { get; } = lease;

        public void Dispose() => all._atWork.Remove(this);
    }
}
