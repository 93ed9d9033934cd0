using GraphRuntime.Channels;

namespace GraphRuntime;

/// <summary>The writes of a superstep, an input or an edit do not fit the state. Nothing of them was applied.</summary>
public sealed class InvalidUpdateException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="channel">The channel, or <see langword="null"/> where the update as a whole is wrong.</param>
    /// <param name="message">What happened, where, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public InvalidUpdateException(string? channel, string message, Exception? innerException = null)
        : base(message, innerException) => Channel = channel;

    /// <summary>The channel, or <see langword="null"/>.</summary>
    public string? Channel { get; }

    /// <summary>The name of the graph, or <see langword="null"/> where the update was refused before a graph saw it.</summary>
    public string? Graph { get; private init; }

    /// <summary>The thread, or <see langword="null"/>.</summary>
    public string? ThreadId { get; private init; }

    /// <summary>The node whose write did not fit; <see cref="GraphRuntime.Graph.Start"/> for an input; <see langword="null"/> where it is not known.</summary>
    public string? Node { get; private init; }

    internal static InvalidUpdateException ManyWriters(string channel, Enum kind) => new(
        channel,
        $"Channel '{channel}' ({kind}) was written more than once in one superstep and can hold one value only. Let one node write it, or give it a reducer ([Append], [Merge] or [Reduce]).");

    internal static InvalidUpdateException ManyOverwrites(string channel) => new(
        channel,
        $"Channel '{channel}' was overwritten more than once in one superstep. Let one node overwrite it.");

    internal static InvalidUpdateException CannotOverwrite(string channel, Enum kind) => new(
        channel,
        $"Channel '{channel}' ({kind}) has no reducer, so there is nothing to overwrite. Write the value instead.");

    internal static InvalidUpdateException WrongType(string channel, Type type, Exception cause) => new(
        channel,
        $"Channel '{channel}' cannot take the value: it is not the JSON of a {type.Name}. Give a value of that type.",
        cause);

    internal static InvalidUpdateException TooLarge(string? channel, int length, int most) => new(
        channel,
        $"{Subject(channel)} cannot be stored: it has {length} bytes, and {most} are allowed. Keep large values elsewhere and store what finds them, or raise CompileOptions.MaxValueBytes.");

    internal static InvalidUpdateException EventTooLarge(int length, int most) => new(
        null,
        $"An event that a node emits has {length} bytes, and {most} are allowed. Emit it in pieces, or raise CompileOptions.MaxValueBytes.");

    internal static InvalidUpdateException NotStorable(string? channel, Exception cause) => new(
        channel,
        $"{Subject(channel)} cannot be stored as JSON: it nests deeper than 64 levels, refers to itself, or its converter failed. Use a flatter value.",
        cause);

    private static string Subject(string? channel) => channel is null ? "What a task wrote" : $"Channel '{channel}'";

    internal static InvalidUpdateException UnknownChannel(string channel, IEnumerable<string> known) => new(
        channel,
        $"State has no channel '{channel}'. It has: {string.Join(", ", known)}.");

    internal static InvalidUpdateException In(string graph, string? threadId, string message) => new(null, message) { Graph = graph, ThreadId = threadId };

    /// <summary>The same refusal, with graph, thread and node.</summary>
    internal InvalidUpdateException At(string graph, string? threadId, string node)
    {
        var thread = threadId is null ? "" : $", thread '{threadId}'";
        var writer = node == GraphRuntime.Graph.Start ? "the input" : $"node '{node}'";
        return new InvalidUpdateException(Channel, $"Graph '{graph}'{thread}, {writer}: {Message}", InnerException) { Graph = graph, ThreadId = threadId, Node = node };
    }
}
