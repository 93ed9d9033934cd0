using System.Buffers;
using System.Text.Json;
using GraphRuntime.Channels;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>An update seen as JSON by channel; turned into JSON only when somebody looks.</summary>
internal sealed class WriteView(StateUpdate? update, Channel[] channels, bool[]? visible)
{
    private IReadOnlyDictionary<string, JsonElement>? _writes;

    /// <summary>Creates the view of an update that was stored as JSON.</summary>
    public WriteView(IReadOnlyDictionary<string, JsonElement> writes)
        : this(null, [], null) => _writes = writes;

    public StateUpdate? Update { get; } = update;

    public IReadOnlyDictionary<string, JsonElement> Writes => _writes ??= Read();

    private Dictionary<string, JsonElement> Read()
    {
        var writes = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (Update is null)
        {
            return writes;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, ValueOptions.Writer))
        {
            json.WriteStartObject();
            new WriteEncoder(json) { IncludesUntracked = true }.Encode(Update, channels);
            json.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        StoredWrites.Add(writes, document.RootElement, IsVisible);
        return writes;
    }

    private bool IsVisible(string channel) => visible is null || Array.FindIndex(channels, c => c.Name == channel) is var i && (i < 0 || visible[i]);
}
