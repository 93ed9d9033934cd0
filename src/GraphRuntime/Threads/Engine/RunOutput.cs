using System.Buffers.Binary;
using GraphRuntime.Channels;
using GraphRuntime.Execution;
using GraphRuntime.Streaming;

namespace GraphRuntime.Threads;

/// <summary>
/// What is stored as the output of a run. A small output stands there itself. A large one is the state of the last checkpoint of the run, and only the id of that is
/// stored: otherwise each run of a long conversation would store the whole conversation again.
/// </summary>
internal static class RunOutput
{
    private const int LargestCopy = 1024;

    // JSON never begins with this byte.
    private const byte ReferenceMark = 0;

    /// <summary>The output of a run that has ended or paused.</summary>
    public static ReadOnlyMemory<byte> Of(LoopState loop)
    {
        var mayRefer = loop.HasCheckpoint && IsStoredWhole(loop);
        if (mayRefer && HasLongLog(loop))
        {
            return Reference(loop.CheckpointId);
        }

        var output = EventJson.State(loop.Channels.All, loop.Graph.OutputChannels);
        return mayRefer && output.Length > LargestCopy ? Reference(loop.CheckpointId) : output;
    }

    /// <summary>The checkpoint whose state is the output, where it is stored so.</summary>
    public static long? Checkpoint(ReadOnlySpan<byte> output) =>
        output.Length == 1 + sizeof(long) && output[0] == ReferenceMark ? BinaryPrimitives.ReadInt64LittleEndian(output[1..]) : null;

    private static byte[] Reference(long checkpointId)
    {
        var bytes = new byte[1 + sizeof(long)];
        bytes[0] = ReferenceMark;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(1), checkpointId);
        return bytes;
    }

    private static bool IsStoredWhole(LoopState loop)
    {
        foreach (var channel in loop.Channels.All)
        {
            if (!channel.Definition.IsStored && Shows(loop, channel))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the output is large for sure, which saves writing it.</summary>
    private static bool HasLongLog(LoopState loop)
    {
        foreach (var channel in loop.Channels.All)
        {
            if (channel.Stored.IsLog && channel.Stored.Length > LargestCopy && Shows(loop, channel))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Shows(LoopState loop, Channel channel) => channel.IsVisible && (loop.Graph.OutputChannels is not { } visible || visible[channel.Index]);
}
