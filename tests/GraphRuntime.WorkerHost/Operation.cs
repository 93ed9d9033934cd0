namespace GraphRuntime.WorkerHost;

/// <summary>The beginning or the end of a node.</summary>
public sealed record Operation(string Process, string ThreadId, string RunId, string Node, bool IsEnd);
