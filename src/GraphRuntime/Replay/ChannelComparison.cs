using System.Buffers;
using System.Text.Json;
using GraphRuntime.Channels;
using GraphRuntime.Diagnostics;
using GraphRuntime.Values;

namespace GraphRuntime.Replay;

/// <summary>Compares values of channels as JSON.</summary>
internal static class ChannelComparison
{
    /// <summary>The first stored channel whose values differ, with both values; <see langword="null"/> where all are equal.</summary>
    public static (string Channel, JsonElement? Recorded, JsonElement? Replayed)? Find(ChannelSet recorded, ChannelSet replayed)
    {
        foreach (var channel in recorded.All)
        {
            if (channel.Definition.IsStored && !AreEqual(channel, replayed.All[channel.Index]))
            {
                return (channel.Name, Value(channel), Value(replayed.All[channel.Index]));
            }
        }

        return null;
    }

    /// <summary>Whether two channels have the same JSON, byte for byte.</summary>
    public static bool AreEqual(Channel one, Channel other) =>
        one.HasValue == other.HasValue && (!one.HasValue || Json(one).Span.SequenceEqual(Json(other).Span));

    private static JsonElement? Value(Channel channel) => channel.HasValue ? channel.ToJson() : null;

    private static ReadOnlyMemory<byte> Json(Channel channel)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, ValueOptions.Writer))
        {
            channel.WriteValueTo(json);
        }

        return buffer.WrittenMemory;
    }
}
