using System.Text;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Testing.Checkpointing.Bench;

/// <summary>A checkpoint in the making, that also knows what must be read back.</summary>
internal sealed class Draft
{
    private readonly List<StoredChannel> _channels;
    private readonly List<ChannelValue> _values = [];
    private readonly List<LogAppend> _appends = [];

    public Draft(long id, StoredCheckpoint? parent)
    {
        Id = id;
        ParentId = parent?.Record.Id ?? 0;
        Step = (parent?.Record.Step ?? -1) + 1;
        CreatedAt = Moments.Noon.AddSeconds(id % 1_000_000);
        _channels = [.. parent?.Channels ?? []];
    }

    public long Id { get; }

    public long ParentId { get; set; }

    public int Step { get; set; }

    public CheckpointSource Source { get; set; } = CheckpointSource.Loop;

    public string? RunId { get; set; } = "run";

    public DateTimeOffset CreatedAt { get; set; }

    public bool Paused { get; set; }

    public byte[] Metadata { get; set; } = [];

    public byte[] Body { get; set; } = [];

    public byte[] Results { get; set; } = [];

    public Draft Set(string channel, string text) => Set(channel, Encoding.UTF8.GetBytes(text));

    public Draft Set(string channel, byte[] bytes)
    {
        _values.Add(new ChannelValue(channel, bytes));
        Refer(new ChannelReference(channel, Id, -1), bytes);
        return this;
    }

    public Draft Append(string channel, string text) => Append(channel, Encoding.UTF8.GetBytes(text));

    /// <summary>Goes on with the log that the parent has, or begins one.</summary>
    public Draft Append(string channel, byte[] bytes)
    {
        var index = IndexOf(channel);
        return index >= 0 && _channels[index].Reference.IsLog
            ? AppendTo(_channels[index].Reference, Contents.Of(_channels[index]), bytes)
            : BeginLog(channel, bytes);
    }

    public Draft BeginLog(string channel, byte[] bytes) => AppendTo(new ChannelReference(channel, Id, 0), [], bytes);

    /// <summary>Says that bytes belong at an offset, whatever the log looks like.</summary>
    public Draft AppendAt(string channel, long version, long offset, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        _appends.Add(new LogAppend(channel, version, offset, bytes));
        Refer(new ChannelReference(channel, version, offset + bytes.Length), bytes);
        return this;
    }

    public Draft Remove(string channel)
    {
        _channels.RemoveAt(IndexOf(channel));
        return this;
    }

    public NewCheckpoint ToNew() => new()
    {
        Record = Record(),
        Values = [.. _values],
        Appends = [.. _appends],
    };

    /// <summary>What the checkpoint must look like when it is read, as long as nothing was put beside it or made from it.</summary>
    public StoredCheckpoint ToExpected() => new() { Record = Record(), Channels = [.. _channels] };

    private CheckpointRecord Record() => new()
    {
        Id = Id,
        ParentId = ParentId,
        Step = Step,
        Source = Source,
        RunId = RunId,
        CreatedAt = CreatedAt,
        Paused = Paused,
        Metadata = Metadata,
        Body = Body,
        Results = Results,
        Channels = [.. _channels.Select(channel => channel.Reference)],
    };

    private Draft AppendTo(ChannelReference log, byte[] before, byte[] bytes)
    {
        _appends.Add(new LogAppend(log.Channel, log.Version, log.Length, bytes));
        Refer(log with { Length = log.Length + bytes.Length }, [.. before, .. bytes]);
        return this;
    }

    private void Refer(ChannelReference reference, byte[] bytes)
    {
        var channel = new StoredChannel(reference, [bytes.ToArray()]);
        var index = IndexOf(reference.Channel);
        if (index < 0)
        {
            _channels.Add(channel);
        }
        else
        {
            _channels[index] = channel;
        }
    }

    private int IndexOf(string channel) => _channels.FindIndex(known => known.Reference.Channel == channel);
}
