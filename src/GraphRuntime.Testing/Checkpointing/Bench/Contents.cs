using System.Text;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Testing.Checkpointing.Bench;

/// <summary>Puts the pieces of stored values together.</summary>
internal static class Contents
{
    public static byte[] Of(StoredChannel channel)
    {
        var whole = new byte[channel.Chunks.Sum(chunk => chunk.Length)];
        var length = 0;
        foreach (var chunk in channel.Chunks)
        {
            chunk.CopyTo(whole.AsMemory(length));
            length += chunk.Length;
        }

        return whole;
    }

    /// <summary>The text of a channel, or <see langword="null"/> where the checkpoint has no such channel.</summary>
    public static string? Text(StoredCheckpoint? checkpoint, string channel)
    {
        var found = (checkpoint?.Channels ?? []).Where(candidate => candidate.Reference.Channel == channel).ToList();
        return found.Count == 0 ? null : Encoding.UTF8.GetString(Of(found[0]));
    }

    /// <summary>Copies everything, so that a later change of what a store handed out shows.</summary>
    public static StoredCheckpoint Copy(StoredCheckpoint checkpoint) => checkpoint with
    {
        Record = checkpoint.Record with
        {
            Metadata = checkpoint.Record.Metadata.ToArray(),
            Body = checkpoint.Record.Body.ToArray(),
            Results = checkpoint.Record.Results.ToArray(),
            Channels = [.. checkpoint.Record.Channels],
        },
        Channels = [.. checkpoint.Channels.Select(channel => channel with { Chunks = [Of(channel)] })],
        PendingWrites = [.. checkpoint.PendingWrites.Select(write => write with { Payload = write.Payload.ToArray() })],
        ChildResults = checkpoint.ChildResults.ToArray(),
    };
}
