using System.Text.Json;

namespace GraphRuntime.Execution;

/// <summary>One value that a node emitted, and how its graph writes values as JSON.</summary>
internal readonly record struct EmittedPiece(string Namespace, string Node, string? MessageId, object? Value, JsonSerializerOptions JsonOptions);
