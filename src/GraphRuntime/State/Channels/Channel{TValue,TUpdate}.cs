using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Channels;

/// <summary>A channel with its types. Generated code reaches it by one cast.</summary>
internal abstract class Channel<TValue, TUpdate>(ChannelDefinition<TValue, TUpdate> definition, ChannelSet owner) : Channel(definition, owner)
{
    public new ChannelDefinition<TValue, TUpdate> Definition { get; } = definition;

    /// <summary>The value as nodes see it; the default where nothing was written.</summary>
    public abstract TValue Value { get; }

    public override Type ValueType => typeof(TValue);

    protected JsonTypeInfo<TValue> ValueInfo => Definition.ValueInfo;

    public abstract void Write(TUpdate update);

    public virtual void Overwrite(TValue value) => throw InvalidUpdateException.CannotOverwrite(Name, Definition.Kind);

    public override void WriteJson(JsonElement update) => Write(Definition.ParseUpdate(update));

    public override void CheckJson(JsonElement update) => Definition.ParseUpdate(update);

    public override void OverwriteJson(JsonElement value) => Overwrite(Definition.ParseValue(value));

    public override void WriteValueTo(Utf8JsonWriter writer) => WriteValue(writer, Value);

    /// <summary>Writes an update as JSON.</summary>
    public virtual void WriteUpdate(Utf8JsonWriter writer, TUpdate update) => JsonSerializer.Serialize(writer, update, Definition.UpdateInfo);

    /// <summary>Writes a value as JSON.</summary>
    public virtual void WriteValue(Utf8JsonWriter writer, TValue value)
    {
        if (value is JsonElement { ValueKind: JsonValueKind.Undefined })
        {
            writer.WriteNullValue();
            return;
        }

        JsonSerializer.Serialize(writer, value, ValueInfo);
    }

    public override void CopyTo(UpdateWriter writer)
    {
        if (Definition.Combines)
        {
            writer.Overwrite<TValue, TUpdate>(Index, Value);
        }
        else
        {
            writer.Write<TValue, TUpdate>(Index, (TUpdate)(object)Value!);
        }
    }

    public override void Follow(Channel above)
    {
        var value = ((Channel<TValue, TUpdate>)above).Value;
        if (HasValue && PlainValues.AreSame(Value, value, ValueInfo))
        {
            return;
        }

        if (Definition.Combines)
        {
            Overwrite(value);
        }
        else
        {
            Write((TUpdate)(object)value!);
        }
    }

    public override JsonElement ToJson() => Value is JsonElement element ? element : JsonSerializer.SerializeToElement(Value, ValueInfo);

    public override void Save(CheckpointWriter checkpoint)
    {
        checkpoint.BeginValue();
        Definition.ProveValue(Value);
        WriteValueTo(checkpoint.Json);
        Stored = checkpoint.EndValue(Name);
        IsInherited = false;
        IsDirty = false;
    }

    /// <summary>Counts a write, refusing the second one of a superstep where the kind allows one only.</summary>
    protected void CountWrite(bool single)
    {
        if (StepWrites > 0 && single)
        {
            throw InvalidUpdateException.ManyWriters(Name, Definition.Kind);
        }

        StepWrites++;
        Touch();
    }

    /// <summary>Begins an overwrite, refusing a second one in the same superstep.</summary>
    protected void CountOverwrite()
    {
        if (IsOverwritten)
        {
            throw InvalidUpdateException.ManyOverwrites(Name);
        }

        StepWrites++;
        IsOverwritten = true;
        Touch();
    }
}
