using System.Text.Json;
using GraphRuntime.Channels;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>Turns the loop, as it stands, into checkpoints. What it gives are slices of its buffer.</summary>
internal sealed class CheckpointEncoder(LoopState loop) : IDisposable
{
    private CheckpointWriter _writer = New(loop);
    private CheckpointWriter? _spare;

    /// <summary>What the tasks of the superstep have written.</summary>
    /// <param name="namesStored">Whether writes that the checkpoint stores anyway are only named.</param>
    public ReadOnlyMemory<byte> Results(bool namesStored) => Encode(namesStored, static (json, loop, names) => TaskCodec.WriteResults(json, loop, loop.CheckpointId, names));

    /// <summary>The checkpoint of the loop's id.</summary>
    /// <param name="step">Its superstep.</param>
    /// <param name="isPaused">Whether the run pauses at a breakpoint here.</param>
    /// <param name="inputChild">The checkpoint that applies the input which waits here; zero if none does.</param>
    /// <param name="results">The results of the superstep.</param>
    public NewCheckpoint Checkpoint(int step, bool isPaused, long inputChild, ReadOnlyMemory<byte> results)
    {
        _writer.Begin(loop.CheckpointId);
        var (references, sealedLogs) = SaveChannels();
        var body = Encode((sealedLogs, inputChild), static (json, loop, extra) => ScheduleCodec.Write(json, loop, extra.sealedLogs, extra.inputChild));
        return new NewCheckpoint
        {
            Record = new CheckpointRecord
            {
                Id = loop.CheckpointId,
                ParentId = loop.At.ParentId,
                Step = step,
                Source = loop.At.Source,
                RunId = (loop.StepOwner ?? loop.Run.RunId) is { Length: > 0 } runId ? runId : null,
                CreatedAt = loop.At.CreatedAt,
                Paused = isPaused,
                Metadata = loop.Run.Metadata,
                Body = body,
                Results = results,
                Channels = references,
            },
            Values = _writer.TakeValues(),
            Appends = _writer.TakeAppends(),
        };
    }

    /// <summary>What was given is not used any more.</summary>
    public void Reset() => _writer.Reset();

    /// <summary>What was given stays in use; what comes next goes into another buffer, whose contents are not used any more.</summary>
    public void TakeOtherBuffer()
    {
        _spare ??= New(loop);
        (_writer, _spare) = (_spare, _writer);
        _writer.Reset();
    }

    public void Dispose()
    {
        _writer.Dispose();
        _spare?.Dispose();
    }

    private static CheckpointWriter New(LoopState loop) => new(loop.Run.Services.Codec, loop.Run.Services.MaxValueBytes);

    private ReadOnlyMemory<byte> Encode<TExtra>(TExtra extra, Action<Utf8JsonWriter, LoopState, TExtra> write)
    {
        try
        {
            _writer.BeginValue();
            write(_writer.Json, loop, extra);
            return _writer.EndPiece();
        }
        catch (Exception e) when (JsonFailures.IsWriteFailure(e))
        {
            throw InvalidUpdateException.NotStorable(null, e);
        }
    }

    private (ChannelReference[] References, List<string>? SealedLogs) SaveChannels()
    {
        var channels = loop.Channels.All;
        var references = new ChannelReference[channels.Length];
        List<string>? sealedLogs = null;
        var count = 0;
        foreach (var channel in channels)
        {
            if (!channel.HasValue || !channel.Definition.IsStored)
            {
                continue;
            }

            if (channel.IsDirty)
            {
                Save(channel);
            }
            else if (channel.IsSealed)
            {
                (sealedLogs ??= []).Add(channel.Name);
            }

            if (channel.IsStoredHere)
            {
                references[count++] = channel.Stored;
            }
        }

        return (count == references.Length ? references : references[..count], sealedLogs);
    }

    private void Save(Channel channel)
    {
        try
        {
            channel.Save(_writer);
        }
        catch (Exception e) when (JsonFailures.IsWriteFailure(e))
        {
            throw StateSerializationException.BadValue(channel.Name, channel.ValueType, e);
        }
    }
}
