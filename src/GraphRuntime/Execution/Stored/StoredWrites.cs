using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>Reads the JSON form of what a task wrote.</summary>
internal static class StoredWrites
{
    /// <summary>Adds writes and overwrites to a dictionary by channel.</summary>
    public static void Add(Dictionary<string, JsonElement> writes, JsonElement stored, Func<string, bool> isVisible)
    {
        if (stored.TryGetProperty(StoredFormat.Result.Writes, out var plain))
        {
            foreach (var write in plain.EnumerateObject())
            {
                if (isVisible(write.Name))
                {
                    writes[write.Name] = write.Value.Clone();
                }
            }
        }

        if (stored.TryGetProperty(StoredFormat.Result.Overwrites, out var overwrites))
        {
            foreach (var write in overwrites.EnumerateObject())
            {
                if (isVisible(write.Name))
                {
                    writes[write.Name] = JsonSerializer.SerializeToElement(
                        new Dictionary<string, JsonElement> { ["$overwrite"] = write.Value }, CoreJsonContext.Default.DictionaryStringJsonElement);
                }
            }
        }
    }
}
