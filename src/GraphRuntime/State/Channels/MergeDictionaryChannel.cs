using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Channels;

/// <summary>A dictionary: a written entry replaces the one with the same key.</summary>
internal sealed class MergeDictionaryChannel<T>(ChannelDefinition<ImmutableDictionary<string, T>, ImmutableDictionary<string, T>> definition, ChannelSet owner)
    : LogChannel<ImmutableDictionary<string, T>, ImmutableDictionary<string, T>>(definition, owner)
{
    private readonly List<KeyValuePair<string, T>> _unsaved = [];
    private readonly HashSet<string> _written = new(definition.DefaultValue.KeyComparer);
    private ImmutableDictionary<string, T> _value = definition.DefaultValue;
    private int _logged;
    private bool? _provesEntries;
    private JsonTypeInfo<T>? _entryInfo;

    public override ImmutableDictionary<string, T> Value => _value;

    /// <summary>An empty dictionary with the comparer of the default value, which decides which keys are equal.</summary>
    private ImmutableDictionary<string, T> Empty => Definition.DefaultValue.Clear();

    private JsonTypeInfo<T> EntryInfo => _entryInfo ??= GraphJson.TypeInfo<T>(Definition.JsonOptions, Name);

    public override void Write(ImmutableDictionary<string, T> update)
    {
        if (IsOverwritten || update is null)
        {
            return;
        }

        CountWrite(single: false);
        _value = _value.SetItems(update);
        _unsaved.AddRange(update);
        _written.UnionWith(update.Keys);
    }

    public override void Overwrite(ImmutableDictionary<string, T> value)
    {
        CountOverwrite();
        _value = Empty.SetItems(value);
        _written.Clear();
        _written.UnionWith(_value.Keys);
        BeginNewLog();
    }

    public override void Follow(Channel above)
    {
        var value = ((MergeDictionaryChannel<T>)above).Value;
        if (!HasValue || !_value.Keys.All(value.ContainsKey))
        {
            Overwrite(value);
            return;
        }

        var changed = value.Where(entry => !_value.TryGetValue(entry.Key, out var own) || !PlainValues.AreSame(own, entry.Value, EntryInfo)).ToList();
        if (changed.Count > 0)
        {
            Write(Empty.AddRange(changed));
        }
    }

    public override void WriteUpdate(Utf8JsonWriter writer, ImmutableDictionary<string, T> update) => WriteEntries(writer, update);

    public override void WriteValue(Utf8JsonWriter writer, ImmutableDictionary<string, T> value) => WriteEntries(writer, value);

    public override void Reset()
    {
        base.Reset();
        _value = Definition.DefaultValue;
    }

    public override bool IsPlain => PlainValues.Are<T>();

    public override bool IsWorthCaching => _written.Count <= _value.Count - _written.Count;

    public override void Detach()
    {
        if (!IsPlain && _written.Count > 0)
        {
            _value = _value.SetItems(_written.Select(key => KeyValuePair.Create(key, PlainValues.Copy(_value[key], EntryInfo))));
        }

        _written.Clear();
    }

    public override Channel Clone(ChannelSet owner)
    {
        var clone = new MergeDictionaryChannel<T>(Definition, owner) { _value = _value, _logged = _logged };
        CopyLogTo(clone);
        clone._written.UnionWith(_written);
        return clone;
    }

    protected override void WriteWhole(CheckpointWriter checkpoint)
    {
        WriteEntries(checkpoint.Json, _value);
        _logged = _value.Count;
    }

    protected override void WriteAdded(CheckpointWriter checkpoint)
    {
        WriteEntries(checkpoint.Json, _unsaved);
        _logged += _unsaved.Count;
    }

    protected override void Saved()
    {
        _unsaved.Clear();
        if (_logged > (2 * _value.Count) + 16)
        {
            BeginNewLog();
        }
    }

    protected override void ForgetLogged() => _logged = 0;

    protected override void ShareValue(Channel above) => _value = ((MergeDictionaryChannel<T>)above)._value;

    protected override void Loaded() => _written.Clear();

    protected override void ReadFrame(ReadOnlySpan<byte> frame)
    {
        var json = new Utf8JsonReader(frame);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A piece of a log begins with the start of its object.");
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            var key = json.GetString()!;
            json.Read();
            _value = _value.SetItem(key, JsonSerializer.Deserialize(ref json, EntryInfo)!);
            _logged++;
        }
    }

    protected override void Clear()
    {
        _value = Empty;
        _unsaved.Clear();
        _written.Clear();
        _logged = 0;
    }

    private void WriteEntries(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, T>> entries)
    {
        var proves = _provesEntries ??= RoundTripCheck.IsNeeded(EntryInfo);
        json.WriteStartObject();
        foreach (var (key, value) in entries)
        {
            if (proves)
            {
                RoundTripCheck.Check(value, EntryInfo);
            }

            json.WritePropertyName(key);
            JsonSerializer.Serialize(json, value, EntryInfo);
        }

        json.WriteEndObject();
    }
}
