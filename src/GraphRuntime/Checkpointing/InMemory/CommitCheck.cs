namespace GraphRuntime.Checkpointing.InMemory;

/// <summary>Decides whether a commit fits the namespace it is meant for.</summary>
internal static class CommitCheck
{
    /// <summary>Bad input that needs no look at what is stored.</summary>
    public static void Input(CheckpointCommit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var previous = 0L;
        for (var i = 0; i < commit.Checkpoints.Count; i++)
        {
            var id = commit.Checkpoints[i].Record.Id;
            if (id <= previous)
            {
                throw new ArgumentException($"Checkpoint ids of a commit must be positive and grow, but {id} follows {previous}.", nameof(commit));
            }

            previous = id;
        }

        if (previous == 0)
        {
            throw new ArgumentException("A commit needs at least one checkpoint.", nameof(commit));
        }
    }

    /// <summary>
    /// True for the repetition of the last commit: the same ids, made by the same run at the same time. Another writer that happened to choose
    /// the same ids is not taken for a repetition.
    /// </summary>
    public static bool IsRepeat(CheckpointLine line, CheckpointCommit commit)
    {
        if (commit.Checkpoints[^1].Record.Id != line.Head)
        {
            return false;
        }

        foreach (var checkpoint in commit.Checkpoints)
        {
            var stored = line.Find(checkpoint.Record.Id)?.Record;
            if (stored is null || stored.RunId != checkpoint.Record.RunId || stored.CreatedAt != checkpoint.Record.CreatedAt)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Refuses a commit that does not follow the head, or that uses an id again.</summary>
    public static void Head(CheckpointLine line, CheckpointCommit commit)
    {
        if (commit.ExpectedHead != line.Head)
        {
            throw new StaleHeadException(line.Address.ThreadId, line.Address.Namespace, commit.ExpectedHead, line.Head);
        }

        var first = commit.Checkpoints[0].Record.Id;
        if (first <= line.LastId)
        {
            throw new ArgumentException(
                $"Thread '{line.Address.ThreadId}', namespace '{line.Address.Namespace}': checkpoint id {first} was used before (the last id is {line.LastId}). Read the thread again and go on with larger ids.",
                nameof(commit));
        }
    }
}
