namespace GraphRuntime.Threads;

/// <summary>A run whose end somebody has to be told of.</summary>
/// <param name="Run">The run as it ended.</param>
/// <param name="Try">How often it was taken for that, this time included.</param>
public sealed record EndedRun(StoredRun Run, int Try);
