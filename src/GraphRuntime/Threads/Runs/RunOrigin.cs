namespace GraphRuntime;

/// <summary>A run whose input became part of another run's input.</summary>
/// <param name="RunId">The run. Its own record was rolled back, unless it is the run that the inputs were merged into.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="Input">Its encoded input, as UTF-8 JSON.</param>
public sealed record RunOrigin(string RunId, DateTimeOffset CreatedAt, ReadOnlyMemory<byte> Input);
