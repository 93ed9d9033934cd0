namespace TaskMaistro.Assistant;

/// <summary>What the model wants to change in the to-do list. Models leave out what they do not want.</summary>
public sealed record ToDoChanges
{
    public IReadOnlyList<ToDo> Create { get; init => field = value ?? []; } = [];

    public IReadOnlyList<ToDoPatch> Update { get; init => field = value ?? []; } = [];

    /// <summary>Ids of to-dos to remove; a person is asked first.</summary>
    public IReadOnlyList<string> Remove { get; init => field = value ?? []; } = [];
}
