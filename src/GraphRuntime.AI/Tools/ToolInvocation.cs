using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>One call of a tool while it is executed.</summary>
public sealed class ToolInvocation
{
    internal ToolInvocation(ToolCall call, AIFunction function, NodeContext context) => (Call, Function, Context) = (call, function, context);

    /// <summary>The call, with the arguments that a person may have edited. A hook may replace it.</summary>
    public ToolCall Call { get; set; }

    /// <summary>The tool.</summary>
    public AIFunction Function { get; }

    /// <summary>The task that executes the call.</summary>
    public NodeContext Context { get; }

    /// <summary>What the model gets; meaningful once <see cref="HasResult"/>.</summary>
    public object? Result
    {
        get;
        set => (field, HasResult) = (value, true);
    }

    /// <summary>Whether there is a result.</summary>
    public bool HasResult { get; private set; }

    /// <summary>Why the call failed; <see langword="null"/> where it did not.</summary>
    public Exception? Error { get; internal set; }
}
