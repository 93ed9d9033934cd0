namespace GraphRuntime.Threads;

/// <summary>Says that something may have changed. A hint can be lost, late, doubled or wrong; the truth is in the store.</summary>
/// <param name="Kind">What may have changed.</param>
/// <param name="ThreadId">Where; <see langword="null"/> if that is not known, so that every thread is meant.</param>
public readonly record struct RunStoreHint(RunStoreHintKind Kind, string? ThreadId);
