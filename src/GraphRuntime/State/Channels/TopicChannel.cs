using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Channels;

/// <summary>Collects the writes of a superstep. The next superstep starts with an empty list unless the channel accumulates.</summary>
internal sealed class TopicChannel<T>(ChannelDefinition<ImmutableArray<T>, ImmutableArray<T>> definition, ChannelSet owner)
    : Channel<ImmutableArray<T>, ImmutableArray<T>>(definition, owner)
{
    private ImmutableArray<T> _value = definition.DefaultValue;

    public override ImmutableArray<T> Value => _value;

    public override bool IsWriteStored => !Definition.Accumulates && StepWrites == 1;

    public override void Write(ImmutableArray<T> update)
    {
        if (IsOverwritten)
        {
            return;
        }

        if (StepWrites == 0 && !Definition.Accumulates)
        {
            _value = [];
        }

        CountWrite(single: false);
        _value = _value.IsDefaultOrEmpty ? update : _value.AddRange(update);
        HasValue = !_value.IsDefaultOrEmpty;
    }

    public override void Overwrite(ImmutableArray<T> value)
    {
        if (!Definition.Accumulates)
        {
            base.Overwrite(value);
            return;
        }

        CountOverwrite();
        _value = value;
        HasValue = !_value.IsDefaultOrEmpty;
    }

    public override void WriteJson(JsonElement update) => Write(ImmutableCollectionsMarshal.AsImmutableArray(JsonLists.Elements<T>(update, Definition)));

    public override void CheckJson(JsonElement update) => JsonLists.Elements<T>(update, Definition);

    public override bool EndStep(bool written)
    {
        if (written || Definition.Accumulates || !HasValue)
        {
            return false;
        }

        _value = Definition.DefaultValue;
        HasValue = false;
        return true;
    }

    public override void Reset()
    {
        _value = Definition.DefaultValue;
        HasValue = false;
        IsDirty = false;
    }

    public override Channel Clone(ChannelSet owner) => new TopicChannel<T>(Definition, owner)
    {
        _value = _value,
        HasValue = HasValue,
    };

    public override void Load(StoredChannel stored, StoredValueReader reader)
    {
        _value = reader.Read(stored, ValueInfo);
        MarkLoaded(stored.Reference);
    }

    protected override void TakeValue(Channel above) => _value = ((Channel<ImmutableArray<T>, ImmutableArray<T>>)above).Value;
}
