namespace GraphRuntime.SourceGeneration;

/// <summary>The outcome of reading a declaration.</summary>
/// <param name="Model">The state; <see langword="null"/> where nothing sensible can be generated.</param>
/// <param name="Diagnostics">What is wrong with the declaration.</param>
internal sealed record StateParseResult(StateModel? Model, EquatableArray<DiagnosticInfo> Diagnostics);
