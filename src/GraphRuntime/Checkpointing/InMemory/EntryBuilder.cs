using GraphRuntime.Channels;
using GraphRuntime.Diagnostics;

namespace GraphRuntime.Checkpointing.InMemory;

/// <summary>Makes the entry of a new checkpoint: copies what the caller may reuse and finds the bytes behind each reference.</summary>
internal ref struct EntryBuilder(CheckpointLine line, NewCheckpoint checkpoint)
{
    private int _nextValue;
    private int _nextInherited;

    public CheckpointEntry Build()
    {
        foreach (var append in checkpoint.Appends)
        {
            Append(append);
        }

        var record = CopyRecord();
        var references = record.Channels;
        var channels = references.Count == 0 ? [] : new StoredChannel[references.Count];
        var parent = line.Find(record.ParentId) ?? line.Newest;
        for (var i = 0; i < channels.Length; i++)
        {
            channels[i] = Resolve(references[i], parent);
        }

        return new CheckpointEntry(record, channels);
    }

    private readonly CheckpointRecord CopyRecord()
    {
        var record = checkpoint.Record;
        var bytes = new byte[record.Metadata.Length + record.Body.Length + record.Results.Length];
        record.Metadata.CopyTo(bytes);
        record.Body.CopyTo(bytes.AsMemory(record.Metadata.Length));
        record.Results.CopyTo(bytes.AsMemory(record.Metadata.Length + record.Body.Length));
        return record with
        {
            Metadata = bytes.AsMemory(0, record.Metadata.Length),
            Body = bytes.AsMemory(record.Metadata.Length, record.Body.Length),
            Results = bytes.AsMemory(record.Metadata.Length + record.Body.Length),
            Channels = [.. record.Channels],
        };
    }

    private readonly void Append(LogAppend append)
    {
        var log = line.Log(append.Channel, append.Version);
        if (log is null && append.Version == checkpoint.Record.Id)
        {
            log = line.BeginLog(append.Channel, append.Version);
        }

        if (log is null)
        {
            throw Corrupted(append.Channel, $"log {append.Version} does not exist");
        }

        if (append.Offset < log.Length)
        {
            line.TrimLogs();
        }

        if (append.Offset != log.Length)
        {
            throw Corrupted(append.Channel, $"bytes for offset {append.Offset} do not fit log {append.Version}, which is {log.Length} bytes long");
        }

        log.Append(append.Bytes.Span);
    }

    private StoredChannel Resolve(ChannelReference reference, CheckpointEntry? parent)
    {
        if (!reference.IsLog && reference.Version == checkpoint.Record.Id)
        {
            return new StoredChannel(reference, [OwnValue(reference.Channel)]);
        }

        if (Inherited(reference, parent) is { Chunks: not null } inherited)
        {
            return inherited;
        }

        return reference.IsLog ? LogSlice(reference) : OldValue(reference);
    }

    /// <summary>Values usually come in the order of the channels, so the search starts where the last one ended.</summary>
    private byte[] OwnValue(string channel)
    {
        var values = checkpoint.Values;
        for (var i = 0; i < values.Count; i++)
        {
            var index = (_nextValue + i) % values.Count;
            if (values[index].Channel == channel)
            {
                _nextValue = index + 1;
                return values[index].Bytes.ToArray();
            }
        }

        throw Corrupted(channel, "the checkpoint refers to a value of its own that it does not bring");
    }

    private StoredChannel Inherited(ChannelReference reference, CheckpointEntry? parent)
    {
        var channels = parent is null ? [] : parent.Channels;
        for (var i = 0; i < channels.Length; i++)
        {
            var index = (_nextInherited + i) % channels.Length;
            if (channels[index].Reference == reference)
            {
                _nextInherited = index + 1;
                return channels[index];
            }
        }

        return default;
    }

    private readonly StoredChannel LogSlice(ChannelReference reference)
    {
        var log = line.Log(reference.Channel, reference.Version);
        if (reference.Length > (log?.Length ?? 0))
        {
            throw Corrupted(reference.Channel, $"the checkpoint refers to {reference.Length} bytes of log {reference.Version}, which has {log?.Length ?? 0}");
        }

        return new StoredChannel(reference, log is null ? [] : log.First((int)reference.Length));
    }

    /// <summary>The rare case: a value that the parent does not have, such as when the parent was removed.</summary>
    private readonly StoredChannel OldValue(ChannelReference reference)
    {
        foreach (var entry in line.Entries)
        {
            foreach (var channel in entry.Channels)
            {
                if (channel.Reference == reference)
                {
                    return channel;
                }
            }
        }

        throw Corrupted(reference.Channel, $"value {reference.Version} does not exist");
    }

    private readonly CheckpointCorruptedException Corrupted(string channel, string reason) =>
        new(line.Address.ThreadId, line.Address.Namespace, checkpoint.Record.Id, channel, reason);
}
