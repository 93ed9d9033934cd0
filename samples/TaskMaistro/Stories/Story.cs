namespace TaskMaistro.Stories;

/// <summary>Something that happens to the assistant. Its name is the id of its thread.</summary>
internal sealed record Story(string Name, string Title, Func<Stage, Task> PlayAsync);
