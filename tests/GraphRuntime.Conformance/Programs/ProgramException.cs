namespace GraphRuntime.Conformance.Programs;

/// <summary>A user error: a program failed on purpose.</summary>
internal sealed class ProgramException(string type, string message) : Exception(message)
{
    public string Type { get; } = type;
}
