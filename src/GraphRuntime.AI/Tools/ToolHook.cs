namespace GraphRuntime.AI;

/// <summary>Looks at a call of a tool, before and after it. A hook may run again where its task does: after a pause or a crash.</summary>
public abstract class ToolHook
{
    /// <summary>Called after the approval and before the tool. Setting a result leaves the tool out.</summary>
    /// <param name="invocation">The call.</param>
    /// <returns>A task that completes when the hook has.</returns>
    public virtual ValueTask BeforeAsync(ToolInvocation invocation) => ValueTask.CompletedTask;

    /// <summary>Called when there is a result, also that of an error. It may be replaced.</summary>
    /// <param name="invocation">The call.</param>
    /// <returns>A task that completes when the hook has.</returns>
    public virtual ValueTask AfterAsync(ToolInvocation invocation) => ValueTask.CompletedTask;
}
