namespace GraphRuntime;

/// <summary>A value cannot be written as JSON: its type is not known to the serializer, or it is no data.</summary>
public sealed class StateSerializationException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="what">The channel, interrupt or argument.</param>
    /// <param name="type">The type.</param>
    /// <param name="innerException">The cause.</param>
    public StateSerializationException(string what, Type type, Exception? innerException = null)
        : base($"'{what}': type {type.Name} cannot be written as JSON. Add [JsonSerializable(typeof({type.Name}))] to the context named by [GraphState(JsonContext = …)], or allow reflection-based serialization.", innerException)
    {
        What = what;
        ValueType = type;
    }

    private StateSerializationException(string message, string what, Type type, Exception cause)
        : base(message, cause)
    {
        What = what;
        ValueType = type;
    }

    /// <summary>The channel, interrupt or argument.</summary>
    public string What { get; }

    /// <summary>The type.</summary>
    public Type ValueType { get; }

    /// <summary>The serializer knows the type and could not write the value: it refers to itself, is nested too deep, or holds something that is no data.</summary>
    internal static StateSerializationException BadValue(string what, Type type, Exception cause) => new(
        $"'{what}': a value of type {type.Name} cannot be written as JSON. State holds data only, without references that lead back to themselves; the inner exception names the place.",
        what,
        type,
        cause);
}
