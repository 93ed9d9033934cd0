namespace GraphRuntime.Threads;

/// <summary>A part of the events of a thread. The data of its events have the limit of <see cref="RunEventPage.MaxBytes"/>.</summary>
/// <param name="Events">The events, by number.</param>
/// <param name="LastNumber">The number of the last event of the thread in the same snapshot, also of one that is gone; 0 if there never was one.</param>
public sealed record StoredThreadEventPage(IReadOnlyList<StoredThreadEvent> Events, long LastNumber);
