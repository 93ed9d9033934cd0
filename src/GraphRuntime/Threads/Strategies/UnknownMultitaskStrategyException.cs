namespace GraphRuntime;

/// <summary>A strategy was named that does not exist.</summary>
public sealed class UnknownMultitaskStrategyException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="name">The unknown name.</param>
    public UnknownMultitaskStrategyException(string name)
        : base($"There is no multitask strategy '{name}'. Use one of {MultitaskStrategyNames.All}.") => Name = name;

    /// <summary>The unknown name.</summary>
    public string Name { get; }
}
