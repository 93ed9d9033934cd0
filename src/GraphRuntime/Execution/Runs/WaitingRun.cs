namespace GraphRuntime.Execution;

/// <summary>A run in flight that is executed after the present one.</summary>
/// <param name="RunId">Its id.</param>
/// <param name="GoesOn">Whether it goes on with what its thread waits at: it brings an answer, a command, or resumes.</param>
internal readonly record struct WaitingRun(string RunId, bool GoesOn);
