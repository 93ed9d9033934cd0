using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Channels;

/// <summary>One named value of a running graph. A channel belongs to one run; it is written by one thread at a time.</summary>
internal abstract class Channel(ChannelDefinition definition, ChannelSet owner)
{
    public ChannelDefinition Definition { get; } = definition;

    public string Name => Definition.Name;

    public int Index => Definition.Index;

    public abstract Type ValueType { get; }

    protected ChannelSet Owner { get; private set; } = owner;

    public bool BelongsTo(ChannelSet set) => ReferenceEquals(Owner, set);

    /// <summary>True once something was written and not cleared since.</summary>
    public bool HasValue { get; protected set; }

    /// <summary>True where a reader that sees some channels only does not see this one.</summary>
    public bool IsHidden { get; set; }

    /// <summary>True where readers see a value: a written one, or the default of a kind that always has one.</summary>
    public bool IsVisible => !IsHidden && (HasValue || Definition.AlwaysVisible);

    /// <summary>True while the channel is on its owner's list of channels written in this superstep.</summary>
    public bool IsTouched { get; set; }

    /// <summary>True while the stored form is behind the value.</summary>
    public bool IsDirty { get; set; }

    /// <summary>
    /// Where the stored form is; meaningful while <see cref="HasValue"/> and not <see cref="IsDirty"/>. For an inherited value it is what was added to it, and
    /// empty where nothing was.
    /// </summary>
    public ChannelReference Stored { get; protected set; }

    /// <summary>Whether this channel has a stored form of its own; an inherited value to which nothing was added has none.</summary>
    public bool IsStoredHere => Stored.Channel is not null;

    /// <summary>Whether the value is in the store as a log that can be added to.</summary>
    public bool IsStoredAsLog => HasValue && !IsDirty && IsStoredHere && Stored.IsLog;

    /// <summary>True where the value begins with that of the graph above, which is stored there; false for a value that is stored here as a whole.</summary>
    public bool IsInherited { get; protected set; }

    /// <summary>How many writes the current superstep has applied.</summary>
    protected int StepWrites { get; set; }

    /// <summary>True after an overwrite in this superstep: later writes of the step are dropped.</summary>
    public bool IsOverwritten { get; protected set; }

    /// <summary>Applies a write given as JSON.</summary>
    public abstract void WriteJson(JsonElement update);

    /// <summary>Throws where <see cref="WriteJson"/> would refuse the JSON. No reducer is called, and the value stays as it is.</summary>
    /// <exception cref="InvalidUpdateException">The JSON is not of the type of an update.</exception>
    public abstract void CheckJson(JsonElement update);

    /// <summary>Replaces the value by one given as JSON.</summary>
    public abstract void OverwriteJson(JsonElement value);

    /// <summary>Gives a new channel the value that <see cref="WriteValueTo"/> wrote.</summary>
    public void SetJson(JsonElement value)
    {
        if (Definition.AlwaysVisible)
        {
            OverwriteJson(value);
        }
        else
        {
            WriteJson(value);
        }
    }

    /// <summary>Writes the value as JSON, as readers see it.</summary>
    public abstract void WriteValueTo(Utf8JsonWriter writer);

    /// <summary>The value as JSON.</summary>
    public abstract JsonElement ToJson();

    /// <summary>Writes the value to the channel with the same place: as an overwrite where writes are combined.</summary>
    public abstract void CopyTo(UpdateWriter writer);

    /// <summary>Takes the value that the same channel of the graph above has. It is not stored again: only what is added to it is.</summary>
    public void Inherit(Channel above)
    {
        TakeValue(above);
        HasValue = true;
        IsDirty = false;
        Stored = default;
        IsInherited = true;
        Owner.Touch(this);
    }

    /// <summary>Takes the value that the same channel of another state has, or none where that has none. It is stored with the next checkpoint.</summary>
    public void Take(Channel other)
    {
        if (!other.HasValue)
        {
            Reset();
        }
        else
        {
            TakeValue(other);
            (HasValue, IsDirty, IsInherited, Stored) = (true, true, false, default);
        }

        Owner.Touch(this);
    }

    /// <summary>Writes what the same channel of the graph above has and this one has not, so that both have the same value.</summary>
    public abstract void Follow(Channel above);

    /// <summary>Says that the loaded value begins with one that was inherited.</summary>
    /// <param name="added">Where the rest of it is stored; empty where there is none.</param>
    public virtual void MarkInherited(ChannelReference added)
    {
        IsInherited = true;
        Stored = added;
    }

    /// <summary>A copy that can be written without changing this channel.</summary>
    public abstract Channel Clone(ChannelSet owner);

    /// <summary>A channel that refuses what this one would refuse. Its value is not read.</summary>
    public virtual Channel Trial(ChannelSet owner) => Clone(owner);

    /// <summary>Takes the value from its stored form.</summary>
    public abstract void Load(StoredChannel stored, StoredValueReader reader);

    /// <summary>Adds the stored form of what changed to a checkpoint.</summary>
    public abstract void Save(CheckpointWriter checkpoint);

    /// <summary>Makes the next save write the whole value: the thread went on from a checkpoint that is not the end of its log.</summary>
    public virtual void Seal()
    {
    }

    /// <summary>True where the next save begins a new log.</summary>
    public virtual bool IsSealed => false;

    /// <summary>Forgets the value: the stored state has none.</summary>
    public abstract void Reset();

    /// <summary>True where the only write of this superstep can be read back from what the checkpoint stores for it.</summary>
    public abstract bool IsWriteStored { get; }

    /// <summary>True if values of the channel cannot change after they are written.</summary>
    public virtual bool IsPlain => true;

    /// <summary>False where most of it is new: a thread that never runs again would take memory for nothing, and one that does reads little once.</summary>
    public virtual bool IsWorthCaching => true;

    /// <summary>Replaces objects that nodes and callers may still hold by what the store would give back for them.</summary>
    public virtual void Detach()
    {
    }

    /// <summary>Ends the superstep: forgets values that live for one superstep only.</summary>
    /// <param name="written">Whether the superstep wrote the channel.</param>
    /// <returns>True if the value changed.</returns>
    public virtual bool EndStep(bool written) => false;

    /// <summary>Makes another set the owner: its runs write the channel from then on.</summary>
    public void MoveTo(ChannelSet owner)
    {
        Owner = owner;
        ResetStep();
    }

    public void ResetStep()
    {
        StepWrites = 0;
        IsOverwritten = false;
        IsTouched = false;
    }

    /// <summary>Takes the value of another channel of the same definition, which does not change afterwards.</summary>
    protected abstract void TakeValue(Channel above);

    protected void Touch()
    {
        HasValue = true;
        IsDirty = true;
        Owner.Touch(this);
    }

    protected void MarkLoaded(ChannelReference reference)
    {
        Stored = reference;
        IsInherited = false;
        HasValue = true;
        IsDirty = false;
    }
}
