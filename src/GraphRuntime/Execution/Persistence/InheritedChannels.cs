using System.Text.Json;
using GraphRuntime.Channels;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>
/// The channels of a subgraph whose values begin with those of the graph above. Its checkpoints name them and store only what was added; the values themselves are
/// stored by the checkpoint that the call was made from.
/// </summary>
internal static class InheritedChannels
{
    /// <summary>Whether a checkpoint of these channels needs the graph above to be read.</summary>
    public static bool Any(ChannelSet channels) => Array.Exists(channels.All, IsInherited);

    /// <summary>Writes the names to the body of a checkpoint.</summary>
    public static void Write(Utf8JsonWriter json, ChannelSet channels)
    {
        json.WriteStartArray(StoredFormat.Checkpoint.Inherited);
        foreach (var channel in channels.All.Where(IsInherited))
        {
            json.WriteStringValue(channel.Name);
        }

        json.WriteEndArray();
    }

    /// <summary>Marks the channels that were loaded from a completed checkpoint.</summary>
    public static void Mark(ChannelSet channels, JsonElement body, StoredCheckpoint stored)
    {
        foreach (var name in Read(body))
        {
            channels.Find(name)?.MarkInherited(stored.Record.Channels.FirstOrDefault(reference => reference.Channel == name));
        }
    }

    /// <summary>Adds the inherited values to a checkpoint, so that it has all that the state has.</summary>
    /// <param name="loop">A graph of the namespace.</param>
    /// <param name="stored">The checkpoint as it is stored.</param>
    /// <exception cref="CheckpointNotFoundException">The checkpoint that a call was made from was pruned.</exception>
    public static ValueTask<StoredCheckpoint> CompleteAsync(LoopState loop, StoredCheckpoint stored) =>
        loop.Namespace.Length == 0 ? new(stored) : new InheritedValues(loop).CompleteAsync(loop.Address, stored);

    /// <summary>The names in a body.</summary>
    public static List<string> Read(JsonElement body) =>
        body.TryGetProperty(StoredFormat.Checkpoint.Inherited, out var names) ? [.. names.EnumerateArray().Select(static name => name.GetString()!)] : [];

    private static bool IsInherited(Channel channel) => channel is { HasValue: true, IsInherited: true, Definition.IsStored: true };
}
