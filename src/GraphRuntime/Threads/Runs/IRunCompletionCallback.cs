namespace GraphRuntime;

/// <summary>Is told when a run has ended, for instance to call a webhook.</summary>
/// <remarks>
/// The process that executed the run makes the call, after the final status is stored, once for each implementation registered. The call is not repeated: a process that dies
/// before it loses it. An exception is logged and has no effect on the run or its worker.
/// </remarks>
public interface IRunCompletionCallback
{
    /// <summary>Called when a run has ended.</summary>
    /// <param name="run">The run as it ended.</param>
    /// <param name="cancellationToken">Cancelled when the host gives up waiting.</param>
    /// <returns>A task that completes when the call is done.</returns>
    ValueTask OnCompletedAsync(RunInfo run, CancellationToken cancellationToken);
}
