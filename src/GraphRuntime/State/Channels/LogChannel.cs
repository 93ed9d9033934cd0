using System.Text.Json;
using GraphRuntime.Checkpointing;
using GraphRuntime.Diagnostics;

namespace GraphRuntime.Channels;

/// <summary>A channel stored as a log: a checkpoint adds what was written, and from time to time a new log begins with the whole value.</summary>
internal abstract class LogChannel<TValue, TUpdate>(ChannelDefinition<TValue, TUpdate> definition, ChannelSet owner) : Channel<TValue, TUpdate>(definition, owner)
{
    private bool _beginsNewLog = true;

    public override bool IsWriteStored => StepWrites == 1 && !IsOverwritten && !_beginsNewLog;

    /// <summary>Whether the next save writes the whole value to a new log.</summary>
    protected bool BeginsNewLog => _beginsNewLog;

    public override void Save(CheckpointWriter checkpoint)
    {
        checkpoint.BeginFrame();
        if (_beginsNewLog)
        {
            WriteWhole(checkpoint);
            IsInherited = false;
        }
        else
        {
            WriteAdded(checkpoint);
        }

        Stored = checkpoint.EndLog(Name, _beginsNewLog || !IsStoredHere ? null : Stored);
        _beginsNewLog = false;
        IsDirty = false;
        Saved();
    }

    public override void Load(StoredChannel stored, StoredValueReader reader)
    {
        var isKnown = HasValue && !IsDirty && Stored == stored.Reference;
        if (!isKnown && (stored.Chunks.Count > 0 || stored.Reference.Length == 0))
        {
            Clear();
            ReadFrames(stored, reader);
        }

        _beginsNewLog = false;
        MarkLoaded(stored.Reference);
        Saved();
        Loaded();
    }

    public override bool IsSealed => _beginsNewLog;

    /// <summary>What is added to an inherited value begins a log of its own, which needs no seal.</summary>
    public override void Seal() => _beginsNewLog = !IsInherited || IsStoredHere;

    public override void MarkInherited(ChannelReference added)
    {
        base.MarkInherited(added);
        BeginAdding();
    }

    public override void Reset()
    {
        Clear();
        HasValue = false;
        IsDirty = false;
        IsInherited = false;
        _beginsNewLog = true;
    }

    private void ReadFrames(StoredChannel stored, StoredValueReader reader)
    {
        try
        {
            foreach (var frame in reader.Frames(stored))
            {
                ReadFrame(frame.Span);
            }
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw reader.Corrupted(Name, $"a piece of its log is not the JSON of a {typeof(TUpdate).Name}", e);
        }
    }

    protected void BeginNewLog() => _beginsNewLog = true;

    protected sealed override void TakeValue(Channel above)
    {
        Clear();
        ShareValue(above);
        BeginAdding();
        Loaded();
    }

    /// <summary>Takes the items of another channel, which stay as they are there.</summary>
    protected abstract void ShareValue(Channel above);

    /// <summary>The next save writes what is added from here on.</summary>
    private void BeginAdding()
    {
        ForgetLogged();
        Saved();
        _beginsNewLog = false;
    }

    /// <summary>Begins to count again how much the log has.</summary>
    protected virtual void ForgetLogged()
    {
    }

    protected void CopyLogTo(LogChannel<TValue, TUpdate> clone)
    {
        clone.HasValue = HasValue;
        clone.Stored = Stored;
        clone._beginsNewLog = _beginsNewLog;
    }

    protected abstract void WriteWhole(CheckpointWriter checkpoint);

    protected abstract void WriteAdded(CheckpointWriter checkpoint);

    /// <summary>Called when everything in the channel came from the store.</summary>
    protected abstract void Loaded();

    protected abstract void ReadFrame(ReadOnlySpan<byte> frame);

    protected abstract void Clear();

    /// <summary>Called when the stored form has caught up with the value.</summary>
    protected abstract void Saved();
}
