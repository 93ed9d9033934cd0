using System.Globalization;
using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Bench;

namespace GraphRuntime.Testing.Checkpointing.Model;

/// <summary>Turns the steps of a sequence into calls, looking at what the model holds.</summary>
internal sealed class CallPlanner(CheckpointerModel model, string prefix, CancellationToken cancellationToken)
{
    private static readonly Call Nothing = new("nothing", _ => Task.FromResult("done"));

    private readonly Dictionary<CheckpointAddress, CheckpointCommit> _lastCommits = [];

    public static string Namespace(int number) => number == 0 ? "" : "inner";

    public string ThreadId(int number) => $"{prefix}-{number.ToString(CultureInfo.InvariantCulture)}";

    public Call Plan(Operation operation)
    {
        var random = new SeededRandom(operation.Seed);
        var address = new CheckpointAddress(ThreadId(operation.Thread), Namespace(operation.Namespace));
        var commits = new CommitPlanner(model, address, random);
        return operation.Kind switch
        {
            OperationKind.Put => Put(Remember(commits.Fitting()), "put"),
            OperationKind.PutStaleEpoch => Put(commits.WithStaleEpoch(), "put under a wrong epoch"),
            OperationKind.PutStaleHead => Put(commits.WithStaleHead(), "put on a wrong head"),
            OperationKind.PutUsedId => Put(commits.WithUsedId(), "put a used id"),
            OperationKind.PutMisplacedAppend => Put(commits.WithMisplacedAppend(), "put a misplaced append"),
            OperationKind.RepeatPut => Put(_lastCommits.GetValueOrDefault(address), "put again"),
            OperationKind.PutWrites => PutWrites(address, random, wrongEpoch: false),
            OperationKind.PutWritesStaleEpoch => PutWrites(address, random, wrongEpoch: true),
            OperationKind.Acquire => Acquire(address.ThreadId),
            OperationKind.DeleteThread => DeleteThread(address.ThreadId),
            OperationKind.DeleteRuns => DeleteRuns(address.ThreadId, random),
            OperationKind.CopyThread => Copy(address.ThreadId, ThreadId(random.Below(Operation.Threads))),
            OperationKind.Prune => Prune(address.ThreadId, random),
            _ => List(address, random),
        };
    }

    private CheckpointCommit Remember(CheckpointCommit commit) => _lastCommits[commit.Address] = commit;

    private Call Put(CheckpointCommit? commit, string what)
    {
        if (commit is null)
        {
            return Nothing;
        }

        var checkpoints = string.Join("; ", commit.Checkpoints.Select(Describe));
        var description = $"{what} on {Name(commit.Address)} under epoch {commit.Epoch} after head {commit.ExpectedHead}: {checkpoints}";
        return new Call(description, async store =>
        {
            await store.PutAsync(commit, cancellationToken).ConfigureAwait(false);
            return "done";
        });
    }

    private Call PutWrites(CheckpointAddress address, SeededRandom random, bool wrongEpoch)
    {
        var batch = new PendingWriteBatch
        {
            Address = address,
            Epoch = model.Thread(address.ThreadId).Epoch + (wrongEpoch ? 1 : 0),
            CheckpointId = Math.Max(1, model.Line(address).LastId + 1 - random.Below(5)),
            RunId = random.Chance(20) ? null : random.Pick(CommitPlanner.Runs),
            Writes = [.. Enumerable.Range(0, random.Below(4)).Select(_ => Write(random))],
        };
        var writes = string.Join(", ", batch.Writes.Select(write => $"'{write.TaskId}' {write.Kind}"));
        return new Call($"put writes on {Name(address)} checkpoint {batch.CheckpointId} under epoch {batch.Epoch} by {batch.RunId ?? "nobody"}: {writes}", async store =>
        {
            await store.PutWritesAsync(batch, cancellationToken).ConfigureAwait(false);
            return "done";
        });
    }

    private static PendingWrite Write(SeededRandom random) =>
        new(random.Pick(["", "t1", "t2"]), (PendingWriteKind)random.Below(5), random.Bytes(random.Below(10)));

    private Call Acquire(string threadId) => new($"acquire {Name(threadId)}", async store =>
        $"epoch {await store.AcquireAsync(threadId, cancellationToken).ConfigureAwait(false)}");

    private Call DeleteThread(string threadId) => new($"delete {Name(threadId)}", async store =>
    {
        await store.DeleteThreadAsync(threadId, cancellationToken).ConfigureAwait(false);
        return "done";
    });

    private Call DeleteRuns(string threadId, SeededRandom random)
    {
        var runs = CommitPlanner.Runs.Where(_ => random.Chance(35)).ToList();
        return new Call($"delete runs [{string.Join(", ", runs)}] of {Name(threadId)}", async store =>
        {
            await store.DeleteRunsAsync(threadId, runs, cancellationToken).ConfigureAwait(false);
            return "done";
        });
    }

    private Call Copy(string source, string target) => new($"copy {Name(source)} to {Name(target)}", async store =>
    {
        await store.CopyThreadAsync(source, target, cancellationToken).ConfigureAwait(false);
        return "done";
    });

    private Call Prune(string threadId, SeededRandom random)
    {
        var options = new PruneOptions
        {
            ThreadId = threadId,
            KeepLatest = random.Below(5),
            OlderThan = random.Chance(50) ? null : Moments.Noon.AddMinutes(random.Below(100)),
            KeepPaused = random.Chance(50),
        };
        return new Call($"prune {options}", async store =>
            $"{await store.PruneAsync(options, cancellationToken).ConfigureAwait(false)} removed");
    }

    private Call List(CheckpointAddress address, SeededRandom random)
    {
        var query = new CheckpointQuery
        {
            Address = address,
            Before = random.Chance(60) ? null : random.Below((int)model.Line(address).LastId + 2),
            Limit = random.Chance(60) ? null : random.Below(6),
            Source = random.Chance(70) ? null : (CheckpointSource)random.Below(4),
            Step = random.Chance(80) ? null : random.Below(4) - 1,
            RunId = random.Chance(70) ? null : random.Pick(CommitPlanner.Runs),
            Metadata = random.Chance(70) ? new Dictionary<string, ReadOnlyMemory<byte>>() : new Dictionary<string, ReadOnlyMemory<byte>> { ["k"] = "1"u8.ToArray() },
            IncludeValues = random.Chance(80),
        };
        return new Call($"list {query}", async store =>
        {
            var expected = await Dump.ListAsync(model, query, cancellationToken).ConfigureAwait(false);
            var actual = await Dump.ListAsync(store, query, cancellationToken).ConfigureAwait(false);
            return Difference.Between(expected, actual) ?? "as the model has it";
        });
    }

    private static string Describe(NewCheckpoint checkpoint)
    {
        var record = checkpoint.Record;
        var values = checkpoint.Values.Select(value => $" {value.Channel}={value.Bytes.Length} bytes");
        var appends = checkpoint.Appends.Select(append => $" {append.Channel}({append.Version})+{append.Bytes.Length} bytes at {append.Offset}");
        return $"{record.Id} from {record.ParentId} by {record.RunId ?? "nobody"} ({record.Source}{(record.Paused ? ", paused" : "")}){string.Concat(values)}{string.Concat(appends)}";
    }

    private string Name(CheckpointAddress address) => $"{Name(address.ThreadId)} '{address.Namespace}'";

    private string Name(string threadId) => $"thread {threadId[(prefix.Length + 1)..]}";
}
