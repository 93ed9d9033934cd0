namespace GraphRuntime.Threads;

/// <summary>A part of the stream of a run, with the status the run had in the same snapshot.</summary>
/// <param name="Events">The events, by sequence.</param>
/// <param name="Status">The status. A run with a final status gets no further events.</param>
/// <param name="LastEvent">The sequence of the last event stored so far.</param>
public sealed record RunEventPage(IReadOnlyList<RunEvent> Events, RunStatus Status, long LastEvent);
