namespace GraphRuntime;

/// <summary>Runs a node in the next superstep with an argument of its own (map-reduce). A node may be sent to any number of times.</summary>
public sealed class Send
{
    private Send(string node, object? argument)
    {
        Node = node;
        Argument = argument;
    }

    /// <summary>The node.</summary>
    public string Node { get; }

    /// <summary>The argument; its type is the one the node takes.</summary>
    public object? Argument { get; }

    /// <summary>Makes a send.</summary>
    /// <typeparam name="TArgument">The type of the argument: what the node takes, which is its state or the type named in <c>AddNode&lt;TArgument&gt;</c>.</typeparam>
    /// <param name="node">The node.</param>
    /// <param name="argument">The argument.</param>
    /// <returns>The send.</returns>
    public static Send To<TArgument>(string node, TArgument argument)
    {
        ArgumentException.ThrowIfNullOrEmpty(node);
        return new Send(node, argument);
    }
}
