namespace TaskMaistro.Assistant;

/// <summary>What the model wants to change in the to-do list.</summary>
public sealed record ToDoChanges
{
    public IReadOnlyList<ToDo> Create { get; init; } = [];

    public IReadOnlyList<ToDoPatch> Update { get; init; } = [];

    /// <summary>Ids of to-dos to remove; a person is asked first.</summary>
    public IReadOnlyList<string> Remove { get; init; } = [];
}
