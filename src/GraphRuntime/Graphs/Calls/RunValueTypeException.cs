namespace GraphRuntime;

/// <summary>A context value of a run does not fit the requested type. The value itself is never part of the message.</summary>
public sealed class RunValueTypeException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="name">The name; <see langword="null"/> if all values were requested as one object.</param>
    /// <param name="type">The type.</param>
    /// <param name="innerException">The cause.</param>
    public RunValueTypeException(string? name, Type type, Exception? innerException = null)
        : base($"{(name is null ? "The context of the run" : $"Context value '{name}' of the run")} cannot be read as {type?.Name}. Read it as the type it was given as, or as JsonElement.", innerException)
    {
        ArgumentNullException.ThrowIfNull(type);
        Name = name;
        ValueType = type;
    }

    /// <summary>The name; <see langword="null"/> if all values were requested as one object.</summary>
    public string? Name { get; }

    /// <summary>The type.</summary>
    public Type ValueType { get; }
}
