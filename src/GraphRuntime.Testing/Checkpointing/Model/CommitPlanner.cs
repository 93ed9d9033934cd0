using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Bench;

namespace GraphRuntime.Testing.Checkpointing.Model;

/// <summary>Makes random commits that fit the model, and ones that do not.</summary>
internal sealed class CommitPlanner(CheckpointerModel model, CheckpointAddress address, SeededRandom random)
{
    public static readonly IReadOnlyList<string> Runs = ["r0", "r1", "r2", "r3"];

    public static readonly IReadOnlyList<string> Metadata = ["", """{"k":1}""", """{"k":"a","z":true}""", """{"z":false}"""];

    private static readonly string[] Channels = ["a", "b", "c", "d"];

    private readonly ModelLine _line = model.Line(address);

    /// <summary>One to three checkpoints, each made from the one before, the first as a rule from the head.</summary>
    public CheckpointCommit Fitting()
    {
        var drafts = new List<Draft>();
        var (parent, id) = (Parent(), _line.LastId);
        for (var left = random.Chance(75) ? 1 : 1 + random.Below(3); left > 0; left--)
        {
            id += random.Chance(90) ? 1 : 1 + random.Below(5);
            var draft = new Draft(id, parent);
            Fill(draft, parent);
            parent = draft.ToExpected();
            drafts.Add(draft);
        }

        return Commit(drafts);
    }

    public CheckpointCommit WithStaleEpoch()
    {
        var commit = Fitting();
        return commit with { Epoch = commit.Epoch + (random.Chance(50) ? -1 : 1) };
    }

    public CheckpointCommit WithStaleHead()
    {
        var commit = Fitting();
        var other = random.Below((int)_line.LastId + 3);
        return commit with { ExpectedHead = other == commit.ExpectedHead ? other + 1 : other };
    }

    /// <summary>A commit with an id that was used before but is not the head; nothing where there is none.</summary>
    public CheckpointCommit? WithUsedId()
    {
        var used = Enumerable.Range(1, (int)_line.LastId).Select(id => (long)id).Where(id => id != _line.Head).ToList();
        if (used.Count == 0)
        {
            return null;
        }

        var draft = new Draft(random.Pick(used), null);
        draft.Set("a", random.Bytes(5));
        return Commit([draft]);
    }

    /// <summary>An append that leaves a gap, or that would overwrite what a checkpoint needs; nothing where there is no log.</summary>
    public CheckpointCommit? WithMisplacedAppend()
    {
        var logs = _line.Checkpoints.SelectMany(one => one.Record.Channels).Where(reference => reference is { IsLog: true, Length: > 0 }).ToList();
        if (logs.Count == 0)
        {
            return null;
        }

        var log = random.Pick(logs);
        var length = _line.LogLength(log.Channel, log.Version);
        var offset = random.Chance(50) ? length + 1 + random.Below(20) : random.Below((int)length);
        var draft = new Draft(_line.LastId + 1, _line.Read(_line.Head));
        return Commit([draft.Set("a", random.Bytes(3)).AppendAt(log.Channel, log.Version, offset, "misplaced")]);
    }

    private StoredCheckpoint? Parent()
    {
        if (_line.Checkpoints.Count == 0 || random.Chance(5))
        {
            return null;
        }

        return _line.Read(random.Chance(80) ? _line.Head : random.Pick(_line.Checkpoints).Record.Id);
    }

    private void Fill(Draft draft, StoredCheckpoint? parent)
    {
        draft.Step = random.Below(4) - 1;
        draft.Source = random.Chance(60) ? CheckpointSource.Loop : (CheckpointSource)random.Below(4);
        draft.RunId = random.Chance(10) ? null : random.Pick(Runs);
        draft.CreatedAt = Moments.Noon.AddMinutes(random.Below(100)).AddMicroseconds(random.Below(1_000_000));
        draft.Paused = random.Chance(20);
        draft.Metadata = System.Text.Encoding.UTF8.GetBytes(random.Pick(Metadata));
        draft.Body = random.Bytes(random.Below(20));
        draft.Results = random.Bytes(random.Below(10));
        foreach (var channel in Channels)
        {
            Change(draft, channel, Reference(parent, channel));
        }
    }

    private void Change(Draft draft, string channel, ChannelReference? current)
    {
        switch (random.Below(10))
        {
            case 0 or 1:
                draft.Set(channel, Content());
                break;
            case 2 or 3 or 4 when current is { IsLog: true } log && log.Length >= _line.LogLength(channel, log.Version):
                draft.Append(channel, Content());
                break;
            case 2 or 3:
                draft.BeginLog(channel, Content());
                break;
            case 5 when current is not null:
                draft.Remove(channel);
                break;
        }
    }

    private byte[] Content() => random.Bytes(random.Chance(95) ? random.Below(40) : random.Below(6_000));

    private CheckpointCommit Commit(List<Draft> drafts) => new()
    {
        Address = address,
        Epoch = model.Thread(address.ThreadId).Epoch,
        ExpectedHead = _line.Head,
        Checkpoints = [.. drafts.Select(draft => draft.ToNew())],
    };

    private static ChannelReference? Reference(StoredCheckpoint? parent, string channel)
    {
        var found = (parent?.Record.Channels ?? []).Where(reference => reference.Channel == channel).ToList();
        return found.Count == 0 ? null : found[0];
    }
}
