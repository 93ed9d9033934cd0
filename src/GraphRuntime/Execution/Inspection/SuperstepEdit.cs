using GraphRuntime.Checkpointing;
using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>The edits of one superstep, applied to a loaded state and committed as one checkpoint.</summary>
internal sealed class SuperstepEdit(LoopState loop, StepCommitter committer, GraphThread thread, CancellationToken cancellationToken)
{
    public async ValueTask ApplyAsync(StateEdit[] edits)
    {
        var (values, asNode) = edits[0];
        if (edits[0].Next is { } next)
        {
            await GoToAsync(values, next).ConfigureAwait(false);
            return;
        }

        if (!loop.HasCheckpoint && asNode != Graph.Input)
        {
            loop.At = loop.At with { Step = 0 };
        }

        switch (asNode)
        {
            case null when values is null:
                await LoopStart.LoadInputAsync(loop).ConfigureAwait(false);
                await CommitAsync(CheckpointSource.Update).ConfigureAwait(false);
                break;
            case Graph.End when values is null:
                await ClearAsync().ConfigureAwait(false);
                break;
            case Graph.Copy:
                await CopyAsync().ConfigureAwait(false);
                break;
            case Graph.Input:
                await InputAsync(values).ConfigureAwait(false);
                break;
            default:
                await AsNodesAsync(edits).ConfigureAwait(false);
                break;
        }
    }

    private ValueTask ClearAsync()
    {
        Finish();
        return CommitAsync(CheckpointSource.Update);
    }

    /// <summary>Chooses what runs next, in place of what was pending.</summary>
    private ValueTask GoToAsync(StateUpdate? values, IReadOnlyList<string> next)
    {
        if (!loop.HasCheckpoint)
        {
            loop.At = loop.At with { Step = 0 };
        }

        Finish();
        loop.Tasks.Clear();
        loop.Schedule.Begin(ran: true, loop.Graph);
        loop.Schedule.Waiting.Clear();
        var edit = CommandEdit.Create(loop);
        edit.Update = values;
        Router.Resolve(edit, [.. next.Select(static node => (Route)node)], map: null);
        StepApplier.Write(loop, edit);
        StepApplier.Follow(loop, in edit.Destinations);
        loop.Schedule.End();
        loop.Channels.EndStep();
        return CommitAsync(CheckpointSource.Update);
    }

    /// <summary>Finishes what has results and forgets the rest.</summary>
    private void Finish()
    {
        var planned = Plan();
        NoteSeen(loop.Tasks);
        loop.Schedule.Begin(ran: true, loop.Graph);
        loop.Schedule.Waiting.Clear();
        foreach (var task in loop.Tasks)
        {
            if (task.IsFinished)
            {
                StepApplier.Write(loop, task);
                StepApplier.Trigger(loop, task);
            }
        }

        if (planned)
        {
            loop.Schedule.End();
        }

        loop.Loaded = loop.Loaded.WithoutInput();
        if (planned)
        {
            loop.Channels.EndStep();
        }
    }

    /// <summary>Copies the checkpoint beside itself: same parent, same pending tasks.</summary>
    private async ValueTask CopyAsync()
    {
        if (!loop.HasCheckpoint)
        {
            throw InvalidUpdateException.In(loop.Graph.Name, thread.Id, $"Graph '{loop.Graph.Name}', thread '{thread.Id}': there is no checkpoint to copy. Run the graph first.");
        }

        await LoopStart.LoadInputAsync(loop).ConfigureAwait(false);
        if (loop.Namespace.Length > 0)
        {
            // The copy does not follow the checkpoint that it copies, whose results would be missing when the subgraph hands back what it wrote.
            loop.RecordedWrites = new RecordedWrites(loop.Graph.Schema);
            await RecordedWritesReader.LoadAsync(loop, loop.RecordedWrites).ConfigureAwait(false);
            loop.StoresAllWrites = true;
        }

        loop.At = loop.At.AtParent();
        await CommitAsync(CheckpointSource.Fork).ConfigureAwait(false);
    }

    private ValueTask InputAsync(StateUpdate? values)
    {
        if (values is null)
        {
            throw new EmptyInputException(loop.Graph.Name, thread.Id);
        }

        loop.Loaded = loop.Loaded.WithoutInput();
        loop.Schedule.Input = MaskedUpdate.Of(loop.Graph, values);
        return CommitAsync(CheckpointSource.Input);
    }

    private async ValueTask AsNodesAsync(StateEdit[] edits)
    {
        var hasFinished = thread.CheckpointId is null && loop.Superstep.Pending is not null && Plan() && loop.Tasks.Exists(static t => t.IsFinished);
        var keepsWaiting = hasFinished && edits is [{ AsNode: null }];
        var waiting = keepsWaiting ? loop.Tasks.FindAll(static t => !t.IsFinished) : [];
        var nodes = Array.ConvertAll(edits, e => keepsWaiting ? loop.Graph.Start : FindNode(e.AsNode, edits.Length));
        if (hasFinished)
        {
            FinishSiblings();
        }
        else
        {
            loop.Tasks.Clear();
            loop.Schedule.Begin(ran: false, loop.Graph);
        }

        var tasks = edits.Select((edit, i) => new GraphTask(loop, nodes[i], -1, null) { Update = edit.Values, ParentToken = cancellationToken }).ToArray();
        foreach (var task in tasks.Where(task => !keepsWaiting && task.Node.Branches.Length > 0))
        {
            await Router.BranchAsync(task, isAlone: false).ConfigureAwait(false);
        }

        loop.Tasks.AddRange(tasks);
        loop.Loaded = loop.Loaded.WithoutInput();
        foreach (var task in tasks)
        {
            StepApplier.Write(loop, task);
            if (!keepsWaiting)
            {
                StepApplier.Trigger(loop, task);
            }
        }

        waiting.ForEach(task => loop.Schedule.Again(task, loop.Graph));
        loop.Schedule.End();
        loop.Channels.EndStep();
        await CommitAsync(CheckpointSource.Update).ConfigureAwait(false);
    }

    /// <summary>
    /// Applies the results of tasks that finished while a sibling paused or failed, and adds what they lead to: an edit takes the place of the sibling only.
    /// </summary>
    private void FinishSiblings()
    {
        var finished = loop.Tasks.FindAll(static t => t.IsFinished);
        NoteSeen(finished);
        loop.Schedule.Begin(ran: false, loop.Graph);
        foreach (var task in finished)
        {
            loop.Schedule.UseUp(task.Node.Index, loop.Graph);
            StepApplier.Write(loop, task);
            StepApplier.Trigger(loop, task);
        }

        loop.Tasks.RemoveAll(static t => !t.IsFinished);
        loop.Channels.EndStep();
        loop.Channels.EndStep();
    }

    private void NoteSeen(List<GraphTask> ran)
    {
        var triggered = ran.FindAll(static t => t.SendIndex < 0);
        if (triggered.Count > 0)
        {
            loop.Schedule.Seen.Clear();
            loop.Schedule.Seen.AddRange(triggered.Select(static t => t.Node.Index));
        }
    }

    private bool Plan()
    {
        StepPlanner.Plan(loop);
        StepPlanner.Reuse(loop);
        return loop.Tasks.Count > 0;
    }

    private GraphNode FindNode(string? asNode, int edits)
    {
        if (asNode is not null)
        {
            return asNode == Graph.Start ? loop.Graph.Start : loop.Graph.Nodes[loop.Graph.Find(asNode, "asNode of a state edit")];
        }

        if (edits > 1)
        {
            throw new AmbiguousEditException(loop.Graph.Name, thread.Id, loop.Graph.NodeNames);
        }

        var seen = loop.Schedule.Seen;
        return seen.Count switch
        {
            0 => loop.Graph.Start,
            1 => loop.Graph.NodeAt(seen[0]),
            _ => throw new AmbiguousEditException(loop.Graph.Name, thread.Id, [.. seen.Select(i => loop.Graph.NodeAt(i).Name)]),
        };
    }

    private ValueTask CommitAsync(CheckpointSource source) => committer.CommitAsync(source, isPaused: false, cancellationToken);
}
