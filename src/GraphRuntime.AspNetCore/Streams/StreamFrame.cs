namespace GraphRuntime.AspNetCore;

/// <summary>One event of a run stream.</summary>
internal readonly record struct StreamFrame(string Event, ReadOnlyMemory<byte> Data);
