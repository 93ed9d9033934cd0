using System.Text;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Sqlite.Checkpointing;

/// <summary>Checks what callers hand in, before it reaches the writer.</summary>
internal static class Input
{
    private static readonly UTF8Encoding Strict = new(false, true);

    public static void Check(CheckpointAddress address)
    {
        CheckThread(address.ThreadId);
        CheckText(address.Namespace, nameof(address));
    }

    public static void CheckThread(string threadId)
    {
        ArgumentException.ThrowIfNullOrEmpty(threadId);
        CheckText(threadId, nameof(threadId));
    }

    public static void CheckText(string text, string parameter)
    {
        ArgumentNullException.ThrowIfNull(text, parameter);
        try
        {
            _ = Strict.GetByteCount(text);
        }
        catch (EncoderFallbackException)
        {
            throw new ArgumentException("The name holds half of a surrogate pair and cannot be stored without loss. Use well-formed Unicode.", parameter);
        }
    }

    public static void Check(CheckpointCommit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        Check(commit.Address);
        if (commit.Checkpoints.Count == 0)
        {
            throw new ArgumentException("A commit needs at least one checkpoint.", nameof(commit));
        }

        var last = 0L;
        foreach (var checkpoint in commit.Checkpoints)
        {
            var id = checkpoint.Record.Id;
            if (id <= last)
            {
                throw new ArgumentException($"Checkpoint id {id} does not fit: the ids of a commit are above 0 and grow.", nameof(commit));
            }

            last = id;
            CheckNames(checkpoint);
        }
    }

    public static void Check(PendingWriteBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Check(batch.Address);
        CheckOptional(batch.RunId, nameof(batch));
        foreach (var write in batch.Writes)
        {
            CheckText(write.TaskId, nameof(batch));
        }
    }

    private static void CheckNames(NewCheckpoint checkpoint)
    {
        CheckOptional(checkpoint.Record.RunId, nameof(checkpoint));
        for (var i = 0; i < checkpoint.Record.Channels.Count; i++)
        {
            CheckText(checkpoint.Record.Channels[i].Channel, nameof(checkpoint));
        }

        foreach (var value in checkpoint.Values)
        {
            CheckText(value.Channel, nameof(checkpoint));
        }

        foreach (var append in checkpoint.Appends)
        {
            CheckText(append.Channel, nameof(checkpoint));
        }
    }

    private static void CheckOptional(string? text, string parameter)
    {
        if (text is not null)
        {
            CheckText(text, parameter);
        }
    }
}
