namespace GraphRuntime.Postgres;

/// <summary>Bad input that needs no look at what is stored.</summary>
internal static class CommitInput
{
    public static void Check(CheckpointCommit commit)
    {
        StoredText.Check(commit.Address);
        var previous = 0L;
        foreach (var checkpoint in commit.Checkpoints)
        {
            var id = checkpoint.Record.Id;
            if (id <= previous)
            {
                throw new ArgumentException($"Checkpoint ids of a commit must be positive and grow, but {id} follows {previous}.", nameof(commit));
            }

            previous = id;
            CheckNames(checkpoint);
            CheckReferences(commit.Address, checkpoint);
        }

        if (previous == 0)
        {
            throw new ArgumentException("A commit needs at least one checkpoint.", nameof(commit));
        }
    }

    private static void CheckNames(NewCheckpoint checkpoint)
    {
        if (checkpoint.Record.RunId is { } runId)
        {
            StoredText.Check(runId, "run id");
        }

        foreach (var reference in checkpoint.Record.Channels)
        {
            StoredText.Check(reference.Channel, "channel name");
        }

        foreach (var value in checkpoint.Values)
        {
            StoredText.Check(value.Channel, "channel name");
        }

        foreach (var append in checkpoint.Appends)
        {
            StoredText.Check(append.Channel, "channel name");
        }
    }

    /// <summary>A reference to a value of the checkpoint itself must find it among the values that come with it.</summary>
    private static void CheckReferences(CheckpointAddress address, NewCheckpoint checkpoint)
    {
        var (id, values) = (checkpoint.Record.Id, checkpoint.Values);
        var next = 0;
        foreach (var reference in checkpoint.Record.Channels)
        {
            if (reference.IsLog || reference.Version != id)
            {
                continue;
            }

            // Values come in the order of the channels as a rule; the search goes on where it last ended.
            var tried = 0;
            while (tried < values.Count && values[(next + tried) % values.Count].Channel != reference.Channel)
            {
                tried++;
            }

            if (tried == values.Count)
            {
                throw new CheckpointCorruptedException(
                    address.ThreadId, address.Namespace, id, reference.Channel, "the checkpoint refers to a value of its own that it does not bring");
            }

            next += tried + 1;
        }
    }
}
