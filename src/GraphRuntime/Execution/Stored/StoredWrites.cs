using System.Collections.Immutable;
using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>Reads the JSON form of what a task wrote.</summary>
internal static class StoredWrites
{
    /// <summary>The mark of a write that replaces what the channel held.</summary>
    public const string Overwrite = "$overwrite";

    /// <summary>The mark of several writes to one channel, in their order.</summary>
    public const string Several = "$writes";

    /// <summary>Adds writes and overwrites to a dictionary by channel. Of a subgraph that shares the state, one channel may have several writes.</summary>
    public static void Add(Dictionary<string, JsonElement> writes, JsonElement stored, Func<string, bool> isVisible)
    {
        if (stored.TryGetProperty(StoredFormat.Result.Writes, out var plain))
        {
            foreach (var channel in plain.EnumerateObject().Where(write => isVisible(write.Name)).GroupBy(static write => write.Name, static write => write.Value))
            {
                ImmutableArray<JsonElement> values = [.. channel];
                writes[channel.Key] = values.Length == 1
                    ? values[0].Clone()
                    : Marked(Several, JsonSerializer.SerializeToElement(values, CoreJsonContext.Default.ImmutableArrayJsonElement));
            }
        }

        if (stored.TryGetProperty(StoredFormat.Result.Overwrites, out var overwrites))
        {
            foreach (var write in overwrites.EnumerateObject())
            {
                if (isVisible(write.Name))
                {
                    writes[write.Name] = Marked(Overwrite, write.Value);
                }
            }
        }
    }

    private static JsonElement Marked(string mark, JsonElement value) =>
        JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement> { [mark] = value }, CoreJsonContext.Default.DictionaryStringJsonElement);
}
