using System.Globalization;
using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Checkpointing.Model;
using GraphRuntime.Threads;
using static GraphRuntime.Testing.Threads.Bench.RunBench;

namespace GraphRuntime.Testing.Threads.Model;

/// <summary>Makes calls of steps. What is drawn depends on the model only, so that store and model get the same call.</summary>
internal sealed partial class RunCallPlanner(RunStoreSubject subject, RunStoreModel model, CheckpointerModel checkpoints, string prefix, CancellationToken token)
{
    private static readonly TimeSpan[] Times = [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30)];
    private static readonly string[] Graphs = ["graph", "other"];

    /// <summary>Leases that were given in this sequence; most do not hold any more.</summary>
    private readonly List<RunLease> _leases = [];

    private SeededRandom _random = new(0);
    private int _admitted;

    private IRunStore Store => subject.Store;

    public string ThreadId(int thread) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{thread}");

    public RunCall Plan(RunOperation operation)
    {
        _random = new SeededRandom(operation.Seed);
        var threadId = ThreadId(operation.Thread);
        return operation.Kind switch
        {
            RunOperationKind.CreateThread => Create(threadId),
            RunOperationKind.UpdateThread => Update(threadId),
            RunOperationKind.CopyThread => Copy(threadId, ThreadId(_random.Below(RunOperation.Threads))),
            RunOperationKind.DeleteThread => DeleteThread(threadId),
            RunOperationKind.Admit => Admit(threadId),
            RunOperationKind.Displace => Displace(threadId),
            RunOperationKind.Claim => Claim(),
            RunOperationKind.Renew => Renew(),
            RunOperationKind.Settle => Settle(Lease(threadId)),
            RunOperationKind.Release => Release(Lease(threadId)),
            RunOperationKind.Acknowledge => Acknowledge(threadId),
            RunOperationKind.TakeEnded => TakeEnded(),
            RunOperationKind.ConfirmEnd => ConfirmEnd(threadId, RunId(threadId)),
            RunOperationKind.MarkApplied => MarkApplied(threadId),
            RunOperationKind.TakeSteered => TakeSteered(Lease(threadId)),
            RunOperationKind.SetGuards => SetGuards(Lease(threadId)),
            RunOperationKind.Reap => Reap(),
            RunOperationKind.DeleteRun => DeleteRun(threadId, RunId(threadId)),
            RunOperationKind.Prune => Prune(),
            RunOperationKind.PruneEvents => PruneEvents(),
            RunOperationKind.ListResting => ListResting(threadId),
            RunOperationKind.DeleteResting => DeleteResting(threadId),
            RunOperationKind.Append => Append(threadId),
            RunOperationKind.ReadEvents => ReadEvents(threadId, RunId(threadId)),
            RunOperationKind.ReadThreadEvents => ReadThreadEvents(threadId),
            RunOperationKind.ListRemoved => ListRemoved(threadId),
            RunOperationKind.ListRuns => ListRuns(threadId),
            RunOperationKind.SearchThreads => SearchThreads(),
            RunOperationKind.Checkpoint => Checkpoint(threadId),
            RunOperationKind.Advance => Move(Draw(Times) + TimeSpan.FromMilliseconds(_random.Below(3)), "advance"),
            _ => Move(-Draw(Times), "set the clock back"),
        };
    }

    private static RunCall Both<T>(string what, Func<ValueTask<T>> onStore, Func<Task<T>> onModel, Func<T, string> text) =>
        new(what, async () => text(await onStore().ConfigureAwait(false)), async () => text(await onModel().ConfigureAwait(false)));

    private static RunCall Both<T>(string what, Func<ValueTask<T>> onStore, Func<T> onModel, Func<T, string> text) => Both(what, onStore, () => Task.FromResult(onModel()), text);

    private static RunCall Both(string what, Func<ValueTask<bool>> onStore, Func<Task<bool>> onModel) => Both(what, onStore, onModel, static done => done.ToString());

    private static RunCall Both(string what, Func<ValueTask<bool>> onStore, Func<bool> onModel) => Both(what, onStore, onModel, static done => done.ToString());

    private RunCall Checkpoint(string threadId)
    {
        var lease = Lease(threadId);
        var line = checkpoints.Line(new CheckpointAddress(threadId, ""));
        var draft = new Draft(line.LastId + 1, line.Read(line.Head)) { RunId = lease.RunId }.Set("value", "text");
        var commit = new CheckpointCommit
        {
            Address = new CheckpointAddress(threadId, ""),
            Epoch = lease.Epoch,
            ExpectedHead = line.Head,
            Checkpoints = [draft.ToNew()],
        };
        return new RunCall($"{lease} writes a checkpoint", () => PutAsync(subject.Checkpointer, commit), () => PutAsync(checkpoints, commit));
    }

    private async Task<string> PutAsync(ICheckpointer checkpointer, CheckpointCommit commit)
    {
        await checkpointer.PutAsync(commit, token).ConfigureAwait(false);
        return "written";
    }

    private RunCall Move(TimeSpan time, string how)
    {
        return new RunCall(
            $"{how} by {time.Duration()}",
            () =>
            {
                if (time < TimeSpan.Zero)
                {
                    subject.Time.SetClock(time);
                }
                else
                {
                    subject.Time.Advance(time);
                }

                return Task.FromResult("");
            },
            static () => Task.FromResult(""));
    }

    private T Draw<T>(IReadOnlyList<T> choices) => _random.Pick(choices);

    /// <summary>The lease of the running run, or, now and then, one that does not hold.</summary>
    private RunLease Lease(string threadId)
    {
        if (_leases.Count > 0 && _random.Chance(15))
        {
            return _random.Pick(_leases);
        }

        var running = model.Threads.Values.FirstOrDefault(thread => thread.Header.ThreadId == threadId && thread.Running is not null)?.Running
            ?? model.Threads.Values.FirstOrDefault(thread => thread.Running is not null)?.Running;
        return running is null ? new RunLease(threadId, RunId(threadId), 1) : new RunLease(running.ThreadId, running.RunId, running.Epoch);
    }

    private string RunId(string threadId)
    {
        string[] known = [.. model.Threads.GetValueOrDefault(threadId)?.Runs.Keys ?? Enumerable.Empty<string>()];
        return known.Length == 0 || _random.Chance(5) ? "unknown" : _random.Pick(known);
    }

    private byte[] Metadata() => _random.Below(4) switch
    {
        0 => [],
        1 => Bytes("""{"a":1}"""),
        2 => Bytes("""{"a":2,"b":"two"}"""),
        _ => Bytes("""{"b":null,"a":true}"""),
    };

    private Dictionary<string, ReadOnlyMemory<byte>> Filter() => _random.Below(5) switch
    {
        0 => new() { ["a"] = Bytes("1") },
        1 => new() { ["b"] = Bytes("\"two\"") },
        _ => [],
    };
}
