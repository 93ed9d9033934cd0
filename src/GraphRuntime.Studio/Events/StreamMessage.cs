namespace GraphRuntime.Studio;

/// <summary>A server-sent event.</summary>
/// <param name="Event">Its name; <see langword="null"/> for a comment that only shows that the stream lives.</param>
/// <param name="Data">One line or several.</param>
/// <param name="Id">The number to go on after, or <see langword="null"/>.</param>
internal readonly record struct StreamMessage(string? Event, ReadOnlyMemory<byte> Data, long? Id);
