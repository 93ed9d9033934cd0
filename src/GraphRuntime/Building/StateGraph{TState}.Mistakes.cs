using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphRuntime;

/// <content>Overloads that never compile. Each turns a natural mistake into one sentence that says what to write.</content>
public sealed partial class StateGraph<TState>
{
    private const string WrongReturnType =
        "A node returns NodeResult<TState>, or ValueTask<NodeResult<TState>> where it is asynchronous; an update or a command converts to it. Declare that return type, and return NodeResult<TState>.None where nothing is written.";

    private const string NoReturnValue = "A node returns what it changes. Return a new TState.Update { … }, or NodeResult<TState>.None where nothing is written.";

    /// <summary>Does not compile: the function returns something else than a node does.</summary>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <inheritdoc cref="AddNode(string, Func{TState, NodeContext, ValueTask{NodeResult{TState}}}, NodeOptions)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(-2)]
    [Obsolete(WrongReturnType, error: true)]
    public StateGraph<TState> AddNode<TResult>(string name, Func<TState, NodeContext, TResult> run, NodeOptions? options = null) => throw new NotSupportedException();

    /// <summary>Does not compile: the function returns something else than a node does.</summary>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <inheritdoc cref="AddNode(string, Func{TState, NodeContext, ValueTask{NodeResult{TState}}}, NodeOptions)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(-2)]
    [Obsolete(WrongReturnType, error: true)]
    public StateGraph<TState> AddNode<TResult>(string name, Func<TState, TResult> run, NodeOptions? options = null) => throw new NotSupportedException();

    /// <summary>Does not compile: the function returns nothing.</summary>
    /// <inheritdoc cref="AddNode(string, Func{TState, NodeContext, ValueTask{NodeResult{TState}}}, NodeOptions)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(-3)]
    [Obsolete(NoReturnValue, error: true)]
    public StateGraph<TState> AddNode(string name, Action<TState, NodeContext> run, NodeOptions? options = null) => throw new NotSupportedException();

    /// <summary>Does not compile: the function returns nothing.</summary>
    /// <inheritdoc cref="AddNode(string, Func{TState, NodeContext, ValueTask{NodeResult{TState}}}, NodeOptions)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(-3)]
    [Obsolete(NoReturnValue, error: true)]
    public StateGraph<TState> AddNode(string name, Action<TState> run, NodeOptions? options = null) => throw new NotSupportedException();
}
