namespace GraphRuntime;

/// <summary>A state whose schema is known at compile time. Implemented by the source generator for types with <see cref="GraphStateAttribute"/>.</summary>
/// <typeparam name="TSelf">The state.</typeparam>
public interface IGraphState<TSelf>
    where TSelf : class, IGraphState<TSelf>
{
    /// <summary>The channels of the state.</summary>
    static abstract StateSchema<TSelf> Schema { get; }
}
