using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>What a task left beside the checkpoint it started from.</summary>
internal sealed class PendingTask
{
    public ReadOnlyMemory<byte>? Result { get; private set; }

    public ReadOnlyMemory<byte>? Interrupts { get; private set; }

    public ReadOnlyMemory<byte>? Error { get; private set; }

    public ReadOnlyMemory<byte>? Answers { get; private set; }

    public Dictionary<string, ReadOnlyMemory<byte>>? Effects { get; private set; }

    public static Dictionary<string, PendingTask>? Group(IReadOnlyList<PendingWrite> writes)
    {
        if (writes.Count == 0)
        {
            return null;
        }

        var tasks = new Dictionary<string, PendingTask>(StringComparer.Ordinal);
        foreach (var write in writes)
        {
            if (write.TaskId == StoredFormat.TaskIds.Suspended)
            {
                // It speaks to the store only.
                continue;
            }

            var (id, key) = Split(write);
            if (!tasks.TryGetValue(id, out var task))
            {
                tasks[id] = task = new PendingTask();
            }

            task.Take(write, key);
        }

        return tasks;
    }

    /// <summary>Forgets what the task did: it is run again from a point in the past.</summary>
    public void ForgetQuestions() => Result = Interrupts = Error = Answers = null;

    /// <summary>Forgets what the task asked and was told: only what it has finished is kept.</summary>
    public void KeepResult() => Interrupts = Error = Answers = null;

    private static (string TaskId, string? Key) Split(PendingWrite write)
    {
        var end = write.Kind == PendingWriteKind.Effect ? write.TaskId.IndexOf('|', StringComparison.Ordinal) : -1;
        return end < 0 ? (write.TaskId, null) : (write.TaskId[..end], write.TaskId[(end + 1)..]);
    }

    private void Take(PendingWrite write, string? key)
    {
        switch (write.Kind)
        {
            case PendingWriteKind.Result:
                Result = write.Payload;
                break;
            case PendingWriteKind.Interrupt:
                Interrupts = write.Payload;
                break;
            case PendingWriteKind.Error:
                Error = write.Payload;
                break;
            case PendingWriteKind.Resume:
                Answers = write.Payload;
                break;
            case PendingWriteKind.Effect:
                (Effects ??= new(StringComparer.Ordinal))[key ?? ""] = write.Payload;
                break;
            default:
                break;
        }
    }
}
