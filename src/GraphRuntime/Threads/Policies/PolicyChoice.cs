namespace GraphRuntime.Threads;

/// <summary>What a policy chose, and by which rule.</summary>
internal readonly record struct PolicyChoice(PolicyAction Action, string Rule);
