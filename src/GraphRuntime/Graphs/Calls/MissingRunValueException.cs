namespace GraphRuntime;

/// <summary>A run has no value of this name in its context.</summary>
public sealed class MissingRunValueException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="name">The name.</param>
    /// <param name="known">The names that the run has.</param>
    public MissingRunValueException(string name, IReadOnlyList<string> known)
        : base($"The run has no context value '{name}'. It has: {(known is { Count: > 0 } ? string.Join(", ", known) : "none")}. Give it in RunConfig.Context, or ask with TryGet.")
    {
        Name = name;
        Known = known ?? [];
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The names that the run has.</summary>
    public IReadOnlyList<string> Known { get; }
}
