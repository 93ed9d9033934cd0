namespace TaskMaistro.Assistant;

/// <summary>One thing to do, as it is kept in the store.</summary>
public sealed record ToDo
{
    public required string Id { get; init; }

    public required string Task { get; init; }

    /// <summary>Minutes.</summary>
    public int? TimeToComplete { get; init; }

    public string? Deadline { get; init; }

    public override string ToString() =>
        $"{Id}: {Task}{(TimeToComplete is { } minutes ? $", {minutes} min" : "")}{(Deadline is null ? "" : $", due {Deadline}")}";
}
