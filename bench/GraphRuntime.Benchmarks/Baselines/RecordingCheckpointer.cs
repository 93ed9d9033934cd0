using GraphRuntime.Checkpointing;

namespace GraphRuntime.Benchmarks.Baselines;

/// <summary>One commit of a run, with its own copy of the bytes.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Round">The how-manieth commit of its thread this is.</param>
internal sealed record RecordedCommit(CheckpointCommit Commit, int Round);

/// <summary>Notes every commit on its way to another checkpointer.</summary>
internal sealed class RecordingCheckpointer(ICheckpointer inner) : DelegatingCheckpointer(inner)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<CheckpointAddress, int> _rounds = [];
    private readonly List<RecordedCommit> _commits = [];

    public IReadOnlyList<RecordedCommit> Commits => _commits;

    public override ValueTask PutAsync(CheckpointCommit commit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var round = _rounds.GetValueOrDefault(commit.Address);
            _rounds[commit.Address] = round + 1;
            _commits.Add(new RecordedCommit(Copy(commit), round));
        }

        return base.PutAsync(commit, cancellationToken);
    }

    private static CheckpointCommit Copy(CheckpointCommit commit) => commit with
    {
        Checkpoints = [.. commit.Checkpoints.Select(static checkpoint => new NewCheckpoint
        {
            Record = checkpoint.Record with { Body = checkpoint.Record.Body.ToArray(), Results = checkpoint.Record.Results.ToArray(), Channels = [.. checkpoint.Record.Channels] },
            Values = [.. checkpoint.Values.Select(static v => v with { Bytes = v.Bytes.ToArray() })],
            Appends = [.. checkpoint.Appends.Select(static a => a with { Bytes = a.Bytes.ToArray() })],
        })],
    };
}
