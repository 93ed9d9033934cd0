using System.Text.Json;

namespace GraphRuntime.Studio;

/// <summary>Makes views of snapshots.</summary>
internal sealed class StateViews(string threadId, string? graph, ValueLimits limits)
{
    public StateView Of(StateSnapshot snapshot, ReadOnlyMemory<byte> parent = default)
    {
        var path = StatePaths.Of(snapshot.Namespace);
        return new StateView
        {
            ThreadId = threadId,
            Graph = graph,
            CheckpointId = snapshot.CheckpointId,
            ParentId = snapshot.ParentCheckpointId,
            Namespace = snapshot.Namespace,
            Path = path.Length == 0 ? [] : path.Split('/'),
            Step = snapshot.Step,
            Source = snapshot.Source is { } source ? WireNames.Of(source) : null,
            CreatedAt = snapshot.CreatedAt,
            RunId = snapshot.RunId,
            Next = snapshot.Next,
            NextPaths = [.. Position.Of(snapshot).Leaves.Select(static leaf => leaf.Path)],
            Values = ValueCutter.Cut(snapshot.StateJson, limits) ?? ValueView.Null,
            Bytes = snapshot.StateJson.Length,
            Changed = StateDiffer.ChangedMembers(parent, snapshot.StateJson),
            Tasks = [.. snapshot.Tasks.Select(task => Task(task, path))],
        };
    }

    private TaskView Task(TaskSnapshot task, string scope)
    {
        var path = StatePaths.Join(scope, task.Name);
        return new TaskView
        {
            Id = task.Id,
            Name = task.Name,
            Path = path,
            Error = task.Error,
            IsFinished = task.IsFinished,
            WasHandled = task.WasHandled,
            Writes = task.Writes is null ? null : Writes(task.Writes),
            Questions = task.IsFinished ? [] : [.. task.Interrupts.Select(question => QuestionView.Of(threadId, graph, path, question))],
            Namespace = task.SubgraphNamespace ?? task.Subgraph?.Namespace,
            Subgraph = task.Subgraph is { CheckpointId: not null } subgraph ? Of(subgraph) : null,
        };
    }

    private ValueView Writes(IReadOnlyDictionary<string, JsonElement> writes) => new()
    {
        Kind = "object",
        Count = writes.Count,
        Members = [.. writes.Take(limits.Children).Select(write => new MemberView(write.Key, ValueCutter.Cut(write.Value, limits)))],
    };
}
