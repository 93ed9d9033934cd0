namespace GraphRuntime;

/// <summary>A checkpoint with its typed state.</summary>
/// <typeparam name="TState">The state.</typeparam>
public sealed class StateSnapshot<TState> : StateSnapshot
    where TState : class
{
    internal StateSnapshot(object state)
        : base(state)
    {
    }

    /// <summary>The state.</summary>
    public TState State => (TState)StateObject;
}
