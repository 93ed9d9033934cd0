namespace GraphRuntime.SourceGeneration;

/// <summary>A parameter of a positional record.</summary>
/// <param name="Parameter">The name of the parameter.</param>
/// <param name="Channel">The index of the channel whose value it takes.</param>
/// <param name="IsOptional">Whether the record gives a default value.</param>
internal sealed record ConstructorArgument(string Parameter, int Channel, bool IsOptional);
