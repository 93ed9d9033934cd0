namespace GraphRuntime.Execution;

/// <summary>An input that came while a run was running.</summary>
/// <param name="Number">Its number; those of later inputs are larger.</param>
/// <param name="Update">What it writes.</param>
internal readonly record struct SteeredInput(long Number, StateUpdate Update);
