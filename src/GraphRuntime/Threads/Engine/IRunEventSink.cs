namespace GraphRuntime.Threads;

/// <summary>Takes the events of a run.</summary>
internal interface IRunEventSink
{
    /// <summary>Adds an event to the stream. Its sequence is given here, whatever the event says. Waits while too many events are not stored yet.</summary>
    ValueTask EmitAsync(RunEvent e, CancellationToken ct);
}
