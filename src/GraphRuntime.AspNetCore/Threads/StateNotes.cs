using System.Globalization;
using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>
/// Metadata that callers added to states. A checkpoint does not change, so they are kept with the metadata of its thread, where callers do not see them, and are shown with the state.
/// </summary>
internal static class StateNotes
{
    private const string Prefix = Metadata.Reserved + "state.";

    /// <summary>The change of the thread's metadata that adds to the notes on a checkpoint.</summary>
    public static Dictionary<string, object?> Change(ThreadInfo thread, long checkpointId, JsonElement? metadata)
    {
        var notes = Of(thread, checkpointId);
        foreach (var (name, value) in Metadata.ToStored(metadata))
        {
            notes[name] = value;
        }

        var json = JsonBytes.Of(writer => Metadata.WriteObject(writer, notes));
        return new Dictionary<string, object?> { [NameOf(checkpointId)] = System.Text.Encoding.UTF8.GetString(json.Span) };
    }

    public static Dictionary<string, object?> Of(ThreadInfo thread, long checkpointId)
    {
        if (thread.Metadata.GetValueOrDefault(NameOf(checkpointId)) is not string stored)
        {
            return new Dictionary<string, object?>(StringComparer.Ordinal);
        }

        using var document = JsonDocument.Parse(stored);
        return Metadata.ToStored(document.RootElement);
    }

    private static string NameOf(long checkpointId) => Prefix + checkpointId.ToString(CultureInfo.InvariantCulture);
}
