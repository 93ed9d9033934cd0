namespace GraphRuntime;

/// <summary>A partial update of one type of state.</summary>
/// <typeparam name="TState">The state.</typeparam>
public abstract class StateUpdate<TState> : StateUpdate
    where TState : class
{
    internal sealed override Type StateType => typeof(TState);
}
