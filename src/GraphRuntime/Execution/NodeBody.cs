namespace GraphRuntime.Execution;

/// <summary>What a node does. The result is a <see cref="StateUpdate"/>, a <see cref="Command"/>, or <see langword="null"/>.</summary>
internal abstract class NodeBody
{
    public abstract ValueTask<object?> RunAsync(NodeContext context);
}
