using System.Text.Json;
using GraphRuntime.Channels;
using GraphRuntime.Checkpointing;
using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>Loads a thread and decides what an input means for it: a new input, an answer, an edit, or going on.</summary>
internal static class LoopStart
{
    /// <summary>Loads the state that a graph of a run starts from.</summary>
    /// <param name="loop">The graph.</param>
    /// <param name="at">The checkpoint, or <see langword="null"/> for the newest.</param>
    /// <param name="forReader">Whether the state is handed out and nothing runs: then no kept object that a reader could change is part of it.</param>
    public static async ValueTask LoadAsync(LoopState loop, long? at, bool forReader = false)
    {
        if (loop.Checkpointer is null)
        {
            loop.Channels = new ChannelSet(loop.Graph.Schema.Definitions);
            SetStop(loop);
            return;
        }

        var cached = at is null && (!forReader || loop.Graph.HasPlainLogs) ? loop.Graph.Cache.Take(loop.Address) : null;
        var read = await loop.Checkpointer.ReadAsync(loop.Address, at, cached?.CheckpointId ?? 0, loop.CancellationToken).ConfigureAwait(false);
        if (cached is not null && read.Checkpoint is { } found && found.Record.Id == cached.CheckpointId && !cached.Fits(found.Record))
        {
            cached = null;
            read = await loop.Checkpointer.ReadAsync(loop.Address, at, loop.CancellationToken).ConfigureAwait(false);
        }

        if (loop.Run.Epoch < 0)
        {
            loop.Run.Epoch = read.Epoch;
        }

        loop.At = loop.At with { Head = read.Head, LastId = read.LastId };
        var stored = read.Checkpoint;
        if (at is not null && stored is null)
        {
            throw new CheckpointNotFoundException(loop.Address.ThreadId, loop.Namespace, at.Value);
        }

        Restore(loop, stored is null ? null : await InheritedChannels.CompleteAsync(loop, stored).ConfigureAwait(false), cached);
        if (loop.At.MovedFrom.Count > 0)
        {
            await LoadMovedAsync(loop, stored!).ConfigureAwait(false);
        }
    }

    /// <summary>Takes over a stored checkpoint, or begins without one.</summary>
    public static void Restore(LoopState loop, StoredCheckpoint? stored, ChannelCache.Entry? cached)
    {
        if (stored is null)
        {
            loop.Channels = new ChannelSet(loop.Graph.Schema.Definitions);
        }
        else
        {
            CheckpointLoader.Restore(loop, stored, cached);
            if (stored.Record.Id != loop.At.Head)
            {
                SealLogs(loop.Channels);
            }
        }

        loop.Start = new LoopOrigin(loop.CheckpointId, loop.At.LastId);
        SetStop(loop);
    }

    /// <summary>Begins without a checkpoint, though the namespace has some.</summary>
    public static void RestoreNothing(LoopState loop)
    {
        loop.Channels = new ChannelSet(loop.Graph.Schema.Definitions);
        loop.Schedule = new Schedule();
        loop.Superstep.Pending = null;
        loop.Loaded = LoadedCheckpoint.None;
        loop.At = loop.At.Before();
        Restore(loop, null, null);
    }

    /// <summary>The checkpoint of the root graph that a call goes back to: the one it names, or the one that a subgraph's checkpoint belongs to.</summary>
    public static async ValueTask<long?> FindRootCheckpointAsync(RunContext run, GraphThread? thread)
    {
        if (thread is not { Namespace.Length: > 0, CheckpointId: { } id })
        {
            return thread?.CheckpointId;
        }

        run.Positions = new RunPositions { ForksRoot = !Namespaces.TrySplit(thread.Namespace, out _, out _) };
        return await PositionFinder.FindAsync(run, run.Positions, thread.Namespace, id, forks: true).ConfigureAwait(false);
    }

    /// <summary>Gives back the channels of a state that was only read, so that the next run need not read their logs again.</summary>
    public static void GiveBack(LoopState loop)
    {
        if (loop.Graph.HasPlainLogs && loop.HasCheckpoint && loop.ShowsHead && loop.Channels.HasOwnLogs)
        {
            loop.Graph.Cache.Put(new ChannelCache.Entry(loop.Address, loop.CheckpointId, loop.At.CreatedAt, loop.Loaded.RunId, loop.Channels));
        }
    }

    /// <summary>Finds the input that a checkpoint waits to apply.</summary>
    public static async ValueTask LoadInputAsync(LoopState loop)
    {
        if (loop.Loaded.InputChild > 0 && loop.Schedule.Input is null)
        {
            var writes = await ResultReader.ReadAsync(loop, Graph.Start).ConfigureAwait(false);
            loop.Schedule.Input = new StoredUpdate(writes, loop.Graph.Schema);
        }
    }

    /// <summary>Adds what is stored with the checkpoints that a superstep was moved from to what is stored with the present one.</summary>
    private static async ValueTask LoadMovedAsync(LoopState loop, StoredCheckpoint stored)
    {
        var writes = new List<PendingWrite>();
        foreach (var id in loop.At.MovedFrom)
        {
            var read = await loop.Checkpointer!.ReadAsync(loop.Address, id, loop.CancellationToken).ConfigureAwait(false);
            writes.AddRange((read.Checkpoint ?? throw new CheckpointNotFoundException(loop.Address.ThreadId, loop.Namespace, id)).PendingWrites);
        }

        writes.AddRange(stored.PendingWrites);
        loop.Superstep.Pending = PendingTask.Group(writes);
    }

    private static void SetStop(LoopState loop) => loop.Stop = loop.Step + loop.Run.Config.RecursionLimit + 1;

    private static void SealLogs(ChannelSet channels)
    {
        foreach (var channel in channels.All)
        {
            channel.Seal();
        }
    }
}
