using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Bench;

namespace GraphRuntime.Testing.Checkpointing.Model;

/// <summary>One namespace: its checkpoints by id, and nothing derived from them.</summary>
internal sealed class ModelLine(CheckpointAddress address)
{
    public List<ModelCheckpoint> Checkpoints { get; } = [];

    /// <summary>The largest id ever used.</summary>
    public long LastId { get; set; }

    public long Head => Checkpoints.Count == 0 ? 0 : Checkpoints.Max(one => one.Record.Id);

    public ModelCheckpoint? Find(long id) => Checkpoints.SingleOrDefault(one => one.Record.Id == id);

    public StoredCheckpoint? Read(long id) => Find(id) is { } found ? ToStored(found) : null;

    public IEnumerable<StoredCheckpoint> NewestFirst() => Checkpoints.OrderByDescending(one => one.Record.Id).Select(ToStored);

    /// <summary>How long a log is: as long as the longest part of it that a checkpoint has.</summary>
    public long LogLength(string channel, long version) => Log(channel, version).LongLength;

    public bool IsRepeat(CheckpointCommit commit) =>
        commit.Checkpoints[^1].Record.Id == Head && commit.Checkpoints.All(one =>
            Find(one.Record.Id) is { } stored && stored.Record.RunId == one.Record.RunId && stored.Record.CreatedAt == one.Record.CreatedAt);

    /// <summary>Adds a checkpoint with all its bytes.</summary>
    public void Add(NewCheckpoint added)
    {
        var logs = new Dictionary<(string, long), byte[]>();
        foreach (var append in added.Appends)
        {
            var log = Log(append.Channel, append.Version);
            if (append.Offset != log.Length || (log.Length == 0 && append.Version != added.Record.Id && !HasLog(append)))
            {
                throw Corrupted(added, append.Channel, "the append does not fit");
            }

            logs[(append.Channel, append.Version)] = [.. log, .. append.Bytes.Span];
        }

        var channels = added.Record.Channels.Select(reference => new StoredChannel(reference, [Bytes(added, reference, logs)])).ToList();
        Checkpoints.Add(new ModelCheckpoint(new StoredCheckpoint { Record = added.Record, Channels = channels }));
        LastId = added.Record.Id;
    }

    public ModelLine Copy(CheckpointAddress target)
    {
        var copy = new ModelLine(target) { LastId = LastId };
        copy.Checkpoints.AddRange(Checkpoints.Select(one => one.Copy()));
        return copy;
    }

    /// <summary>Whether somebody is to answer or to go on from a checkpoint.</summary>
    public bool Waits(ModelCheckpoint one) =>
        (one.Record.Paused || one.Writes.Any(write => write.Kind == PendingWriteKind.Interrupt))
        && !Checkpoints.Exists(other => other.Record.Source == CheckpointSource.Loop && other.Record.ParentId == one.Record.Id);

    private byte[] Log(string channel, long version) => ReferencesTo(channel, version)
        .Where(found => found.Reference.IsLog)
        .Select(Contents.Of)
        .MaxBy(bytes => bytes.Length) ?? [];

    private bool HasLog(LogAppend append) => ReferencesTo(append.Channel, append.Version).Any();

    private byte[] Bytes(NewCheckpoint added, ChannelReference reference, Dictionary<(string, long), byte[]> logs)
    {
        if (reference.IsLog)
        {
            var log = logs.GetValueOrDefault((reference.Channel, reference.Version)) ?? Log(reference.Channel, reference.Version);
            return reference.Length <= log.Length ? log[..(int)reference.Length] : throw Corrupted(added, reference.Channel, "the log is too short");
        }

        if (reference.Version == added.Record.Id)
        {
            return added.Values.Single(value => value.Channel == reference.Channel).Bytes.ToArray();
        }

        var found = ReferencesTo(reference.Channel, reference.Version).Where(other => !other.Reference.IsLog).Take(1).ToList();
        return found.Count == 1 ? Contents.Of(found[0]) : throw Corrupted(added, reference.Channel, "there is no such value");
    }

    private IEnumerable<StoredChannel> ReferencesTo(string channel, long version) => Checkpoints
        .SelectMany(one => one.Content.Channels)
        .Where(found => found.Reference.Channel == channel && found.Reference.Version == version);

    private StoredCheckpoint ToStored(ModelCheckpoint one)
    {
        var child = Checkpoints
            .Where(other => other.Record.Source == CheckpointSource.Loop && other.Record.ParentId == one.Record.Id)
            .MinBy(other => other.Record.Id);
        return one.Content with { PendingWrites = [.. one.Writes], ChildResults = child?.Record.Results ?? default };
    }

    private CheckpointCorruptedException Corrupted(NewCheckpoint added, string channel, string reason) =>
        new(address.ThreadId, address.Namespace, added.Record.Id, channel, reason);
}
