namespace GraphRuntime.CrashHost;

/// <summary>How this process owns a run.</summary>
internal readonly record struct Claim(int Attempt, long Fence);
