using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>The superstep at which a thread stands when a run begins that does not go on with it.</summary>
internal sealed class LeftSuperstep(LoopState loop, StepCommitter committer)
{
    /// <summary>
    /// Notes that the superstep goes on later, if it does: a more urgent run begins, and a run in flight was to go on here. Forgets suspended supersteps that no run in
    /// flight goes on with.
    /// </summary>
    /// <param name="isUrgent">Whether runs that had begun wait for this one.</param>
    /// <returns>Whether the superstep goes on later.</returns>
    public async ValueTask<bool> SuspendAsync(bool isUrgent)
    {
        if (loop.Caller is not null || loop.Run.Waiting is not { } waiting || (!isUrgent && loop.Suspended.Count == 0))
        {
            return false;
        }

        var runs = await waiting.ReadAsync().ConfigureAwait(false);
        loop.Suspended = [.. loop.Suspended.Where(step => runs.Any(run => step.RunIds.Contains(run.RunId)))];
        var isLeft = loop.HasCheckpoint && (!loop.Schedule.IsEmpty || loop.Superstep.Pending is not null);
        string[] here = [.. runs.Where(run => (run.GoesOn && isLeft) || run.RunId == loop.Loaded.RunId).Select(static run => run.RunId).Where(id => !IsSuspended(id))];
        if (!isUrgent || !loop.HasCheckpoint || here.Length == 0)
        {
            return false;
        }

        var own = await OwnValues.FindAsync(loop).ConfigureAwait(false);
        await committer.PutWritesAsync([Mark()], loop.CancellationToken).ConfigureAwait(false);
        loop.Suspended = [.. loop.Suspended, new SuspendedStep(loop.CheckpointId, here, own)];
        return true;
    }

    /// <summary>
    /// Leaves the superstep: takes over what tasks of the run before had handed over when it was stopped, and makes the state valid again that it left half-way.
    /// </summary>
    /// <param name="goesOn">Whether it goes on later. Then its tasks hand over nothing yet: they run again, or have finished.</param>
    public void Leave(bool goesOn)
    {
        if (loop.Schedule.IsEmpty)
        {
            return;
        }

        var kept = goesOn ? [] : KeptUpdates.Apply(loop, TaskIds());
        Repair(kept, goesOn);
        loop.Schedule.Discard(loop.Graph);
        loop.Channels.EndStep();
    }

    /// <summary>
    /// What says to a store that a checkpoint is gone on from: a list of no questions. A prune keeps a checkpoint that waits, and needs to know nothing else.
    /// </summary>
    private PendingWrite Mark()
    {
        using var writer = new CheckpointWriter(loop.Run.Services.Codec, loop.Run.Services.MaxValueBytes);
        writer.BeginValue();
        QuestionCodec.WriteInterrupts(writer.Json, [], loop.Run.RunId);
        return new PendingWrite(StoredFormat.TaskIds.Suspended, PendingWriteKind.Interrupt, writer.EndPiece());
    }

    private bool IsSuspended(string runId) => loop.Suspended.Any(step => step.RunIds.Contains(runId));

    private void Repair(List<StateUpdate> kept, bool goesOn)
    {
        if (loop.Graph.Repair is not { } repair)
        {
            return;
        }

        string[] left = [.. loop.Schedule.Sends.Select(static send => send.Node), .. loop.Schedule.Nodes().Select(index => loop.Graph.NodeAt(index).Name)];
        var preemption = new Preemption(left, loop.Loaded.IsPaused || Answers.Asked(loop).Count > 0)
        {
            Finished = goesOn ? [] : Finished(),
            Kept = kept,
            Emitted = LeftEmissions.Read(loop, Tasks()),
            GoesOn = goesOn,
        };
        if (left.Length > 0 && repair(loop.ReadState(), preemption) is { } update)
        {
            var edit = CommandEdit.Create(loop);
            edit.Update = update;
            CommandEdit.Apply(loop, edit);
        }
    }

    /// <summary>What tasks of the superstep had written, in their order.</summary>
    private List<StateUpdate> Finished()
    {
        var finished = new List<StateUpdate>();
        foreach (var id in TaskIds())
        {
            if (loop.Superstep.Pending is not null && loop.Superstep.Pending.TryGetValue(id, out var left) && left.Result is { } stored)
            {
                finished.AddRange(CommandEdit.Read(loop, stored).Update is { } update ? [update] : []);
            }
        }

        return finished;
    }

    private IEnumerable<string> TaskIds() => Tasks().Select(static task => task.Id);

    private IEnumerable<(string Node, string Id)> Tasks() => loop.Schedule.Nodes().Select(index => loop.Graph.NodeAt(index).Name).Select(static node => (node, node))
        .Concat(loop.Schedule.Sends.Select(static (send, i) => (send.Node, $"{send.Node}#{i}")));
}
