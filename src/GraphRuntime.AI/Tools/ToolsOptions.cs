using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>How a tools node executes calls. What a <see cref="DurableAIFunction"/> says of itself comes first.</summary>
public sealed record ToolsOptions
{
    /// <summary>The name of the channel with the messages; <see langword="null"/> for the only one.</summary>
    public string? Messages { get; init; }

    /// <summary>
    /// Says which calls a person has to approve, besides those of an <see cref="ApprovalRequiredAIFunction"/>; <see langword="null"/> for no other. Pure: it
    /// is asked again when the run goes on.
    /// </summary>
    public Func<ToolCall, bool>? Approve { get; init; }

    /// <summary>How often a call is tried; <see langword="null"/> for once. Bad arguments are never tried again.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>How long one attempt may take; <see langword="null"/> for any time.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// What the model is told of a call that failed. Throwing from it ends the run with that error.
    /// </summary>
    /// <value>The default names the tool and hides the message, which may hold what the model must not see.</value>
    public Func<ToolCall, Exception, string>? ErrorText { get; init; }

    /// <summary>Hooks around each call: those before it in this order, those after it in the opposite order.</summary>
    public IReadOnlyList<ToolHook> Hooks { get; init; } = [];
}
