using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>A run and the key of its row.</summary>
/// <param name="Key">The key.</param>
/// <param name="Stored">The run.</param>
internal sealed record RunRow(long Key, StoredRun Stored);
