using System.Text;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Sqlite.Tests;

/// <summary>Builds commits in few words.</summary>
internal static class Make
{
    public static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static CheckpointAddress Root(string thread) => new(thread, "");

    public static NewCheckpoint Step(long id, long parent, string value, string? run = null) => new()
    {
        Record = new CheckpointRecord
        {
            Id = id,
            ParentId = parent,
            Step = (int)id,
            Source = CheckpointSource.Loop,
            RunId = run,
            CreatedAt = Time.AddSeconds(id),
            Channels = [new ChannelReference("value", id, -1)],
            Results = Utf8($"results of {id}"),
        },
        Values = [new ChannelValue("value", Utf8(value))],
    };

    /// <summary>A checkpoint that appends to a log which checkpoint <paramref name="version"/> began.</summary>
    public static NewCheckpoint Append(long id, long version, long offset, string text, string? run = null)
    {
        var step = Step(id, id - 1, "-", run);
        return step with
        {
            Record = step.Record with { Channels = [new ChannelReference("log", version, offset + Utf8(text).Length)] },
            Values = [],
            Appends = [new LogAppend("log", version, offset, Utf8(text))],
        };
    }

    public static CheckpointCommit Commit(CheckpointAddress address, long head, params NewCheckpoint[] checkpoints) =>
        new() { Address = address, Epoch = 0, ExpectedHead = head, Checkpoints = checkpoints };

    public static PendingWriteBatch Writes(CheckpointAddress address, long checkpoint, string? run, params PendingWrite[] writes) =>
        new() { Address = address, Epoch = 0, CheckpointId = checkpoint, RunId = run, Writes = writes };

    public static ValueTask PutAsync(this SqliteCheckpointer checkpointer, CheckpointCommit commit) => checkpointer.PutAsync(commit, default);

    public static ValueTask<CheckpointRead> ReadAsync(this SqliteCheckpointer checkpointer, string thread, long? id = null) =>
        checkpointer.ReadAsync(Root(thread), id, default);

    public static string Text(this StoredCheckpoint checkpoint, int channel = 0) =>
        string.Concat(checkpoint.Channels[channel].Chunks.Select(chunk => Encoding.UTF8.GetString(chunk.Span)));

    public static async Task<List<StoredCheckpoint>> AllAsync(this IAsyncEnumerable<StoredCheckpoint> checkpoints)
    {
        var all = new List<StoredCheckpoint>();
        await foreach (var checkpoint in checkpoints)
        {
            all.Add(checkpoint);
        }

        return all;
    }
}
