namespace GraphRuntime;

/// <summary>A value cannot be stored: its type is not known to the serializer, it is no data, or another value would be read back. Nothing of it was stored.</summary>
public sealed class StateSerializationException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="what">The channel, interrupt or argument.</param>
    /// <param name="type">The type.</param>
    /// <param name="innerException">The cause.</param>
    public StateSerializationException(string what, Type type, Exception? innerException = null)
        : base($"'{what}': type {TypeNames.Of(type)} cannot be written as JSON. Add [JsonSerializable(typeof({TypeNames.Of(type)}))] to the context named by [GraphState(JsonContext = …)], or allow reflection-based serialization.", innerException)
    {
        What = what;
        ValueType = type;
    }

    private StateSerializationException(string message, string what, Type type, Exception? cause)
        : base(message, cause)
    {
        What = what;
        ValueType = type;
    }

    /// <summary>The channel, interrupt or argument.</summary>
    public string What { get; }

    /// <summary>The type.</summary>
    public Type ValueType { get; }

    /// <summary>The name of the graph, or <see langword="null"/> where the value was refused before a graph saw it.</summary>
    public string? Graph { get; private init; }

    /// <summary>The thread, or <see langword="null"/>.</summary>
    public string? ThreadId { get; private init; }

    /// <summary>The node that wrote the value; <see cref="GraphRuntime.Graph.Start"/> for an input; <see langword="null"/> where it is not known.</summary>
    public string? Node { get; private init; }

    /// <summary>The serializer knows the type and could not write the value, or could not read it again.</summary>
    internal static StateSerializationException BadValue(string what, Type type, Exception cause) => new(
        cause is ArgumentException
            ? $"'{what}': a value of type {TypeNames.Of(type)} cannot be stored. {cause.Message}"
            : $"'{what}': a value of type {TypeNames.Of(type)} cannot be written as JSON. State holds data only, without references that lead back to themselves; the inner exception names the place.",
        what,
        type,
        cause);

    /// <summary>The same refusal, with graph, thread and node.</summary>
    internal StateSerializationException At(string graph, string? threadId, string? node)
    {
        var thread = threadId is null ? "" : $", thread '{threadId}'";
        var writer = node is null ? "" : node == GraphRuntime.Graph.Start ? ", the input" : $", node '{node}'";
        return new StateSerializationException($"Graph '{graph}'{thread}{writer}: {Message}", What, ValueType, InnerException) { Graph = graph, ThreadId = threadId, Node = node };
    }
}
