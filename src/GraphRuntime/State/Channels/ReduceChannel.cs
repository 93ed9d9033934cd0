using GraphRuntime.Checkpointing;

namespace GraphRuntime.Channels;

/// <summary>Folds writes into its value, in task order.</summary>
internal sealed class ReduceChannel<TValue, TUpdate>(ChannelDefinition<TValue, TUpdate> definition, ChannelSet owner, Func<TValue, TUpdate, TValue> reduce)
    : Channel<TValue, TUpdate>(definition, owner)
{
    private TValue _value = definition.DefaultValue;

    public override TValue Value => _value;

    public override bool IsWriteStored => false;

    public override void Write(TUpdate update)
    {
        if (IsOverwritten)
        {
            return;
        }

        CountWrite(single: false);
        _value = reduce(_value, update);
    }

    public override void Overwrite(TValue value)
    {
        CountOverwrite();
        _value = value;
    }

    public override void Reset()
    {
        _value = Definition.DefaultValue;
        HasValue = false;
        IsDirty = false;
    }

    public override Channel Clone(ChannelSet owner) => new ReduceChannel<TValue, TUpdate>(Definition, owner, reduce)
    {
        _value = _value,
        HasValue = HasValue,
    };

    public override void Load(StoredChannel stored, StoredValueReader reader)
    {
        _value = reader.Read(stored, ValueInfo);
        MarkLoaded(stored.Reference);
    }

    protected override void TakeValue(Channel above) => _value = ((Channel<TValue, TUpdate>)above).Value;
}
