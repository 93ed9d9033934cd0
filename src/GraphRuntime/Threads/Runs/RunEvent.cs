namespace GraphRuntime;

/// <summary>One part of the stream of a run.</summary>
/// <param name="Sequence">Its place in the stream: 1 for the first, without gaps.</param>
/// <param name="Kind">What it is: the name of a stream mode, such as <c>values</c> or <c>updates</c>.</param>
/// <param name="Namespace">The subgraph it comes from; the empty string is the root graph.</param>
/// <param name="Data">The content as UTF-8 JSON.</param>
public readonly record struct RunEvent(long Sequence, string Kind, string Namespace, ReadOnlyMemory<byte> Data);
