namespace GraphRuntime;

/// <summary>A part of the events of a thread.</summary>
public sealed record ThreadEventPage
{
    /// <summary>The events, by number.</summary>
    public required IReadOnlyList<ThreadEvent> Events { get; init; }

    /// <summary>The number of the last event of the thread at the same moment: a reader that has it, or began behind it, has all of them. 0 if there never was one.</summary>
    public required long LastNumber { get; init; }
}
