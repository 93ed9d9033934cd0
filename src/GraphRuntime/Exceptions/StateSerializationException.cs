namespace GraphRuntime;

/// <summary>A value cannot be written as JSON because its type is not known to the serializer.</summary>
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

    /// <summary>The channel, interrupt or argument.</summary>
    public string What { get; }

    /// <summary>The type.</summary>
    public Type ValueType { get; }
}
