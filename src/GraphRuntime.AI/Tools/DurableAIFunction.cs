using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>Says how calls of one tool are executed by the tools node. It wraps the tool as <see cref="ApprovalRequiredAIFunction"/> does.</summary>
/// <example><c>new DurableAIFunction(AIFunctionFactory.Create(Book)) { Once = true, Timeout = TimeSpan.FromSeconds(10) }</c></example>
/// <param name="innerFunction">The tool.</param>
public sealed class DurableAIFunction(AIFunction innerFunction) : DelegatingAIFunction(innerFunction)
{
    /// <summary>How often a call is tried; <see langword="null"/> for what <see cref="ToolsOptions.Retry"/> says.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>How long one attempt may take; <see langword="null"/> for what <see cref="ToolsOptions.Timeout"/> says.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// Whether each call is done once, also over crashes, retries and pauses: it is claimed before and its result recorded after it. If a crash leaves open
    /// whether it was done, <see cref="Reconcile"/> finds out; without it the model is told that it is not known.
    /// </summary>
    /// <value>The default is <see langword="false"/>: a call whose result was not stored is made again after a crash.</value>
    public bool Once { get; init; }

    /// <summary>Finds out whether a call that was cut off was done; <see langword="null"/> where that is impossible. Used with <see cref="Once"/>.</summary>
    public Func<ToolCall, CancellationToken, ValueTask<EffectFinding<System.Text.Json.JsonElement>>>? Reconcile { get; init; }

    /// <summary>
    /// What undoes the call when its run is rolled back, from <see cref="CompileOptions.Compensations"/>; <see langword="null"/> for nothing. It gets the result of the
    /// tool, and is called for a call that failed too; see <see cref="GraphTool.HasFailed"/>. Used with <see cref="Once"/>.
    /// </summary>
    public string? Compensation { get; init; }

    /// <summary>Whether a run must not be interrupted or rolled back while the tool runs; see <see cref="NodeContext.NoInterruptRegionAsync"/>.</summary>
    public bool NoInterrupt { get; init; }
}
