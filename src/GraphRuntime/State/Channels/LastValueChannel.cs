using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Channels;

/// <summary>
/// Holds one value as it was written: last value, ephemeral, any value and untracked, which differ in how many writers they allow and in
/// whether the value outlives the next superstep.
/// </summary>
internal sealed class LastValueChannel<T>(ChannelDefinition<T, T> definition, ChannelSet owner, bool guard, bool forgets) : Channel<T, T>(definition, owner)
{
    private T _value = definition.DefaultValue;

    public override T Value => _value;

    public override bool IsWriteStored => Definition.IsStored && StepWrites == 1;

    public override void Write(T update)
    {
        CountWrite(guard);
        _value = update;
    }

    public override bool EndStep(bool written)
    {
        if (written || !HasValue || !forgets)
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

    public override Channel Clone(ChannelSet owner) => new LastValueChannel<T>(Definition, owner, guard, forgets)
    {
        _value = _value,
        HasValue = HasValue,
    };

    public override void Load(StoredChannel stored, StoredValueReader reader)
    {
        _value = reader.Read(stored, ValueInfo);
        MarkLoaded(stored.Reference);
    }

    protected override void TakeValue(Channel above) => _value = ((Channel<T, T>)above).Value;
}
