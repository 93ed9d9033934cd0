namespace GraphRuntime;

/// <summary>Is told when a run has ended, for instance to call a webhook.</summary>
/// <remarks>
/// <para>That a run is to be told of is stored when it is created, by a process that has callbacks; its end is told by any process that has callbacks and executes
/// runs, usually the one that executed it. It is told however the run ends - also displaced or cancelled before it started, or given up after crashes - but not
/// if it was rolled back or deleted.</para>
/// <para><b>At least once.</b> A process that dies between the end of a run and the call, or after the call and before the note of it, does not lose the call: another
/// one makes it after <see cref="CoordinatorOptions.CallbackPatience"/>. If a callback throws, all callbacks are called again, after that time and growing pauses,
/// at most <see cref="CoordinatorOptions.MaxCallbackTries"/> times; use the id of the run to recognise what was done already. An exception is logged and has no
/// effect on the run or its worker.</para>
/// </remarks>
public interface IRunCompletionCallback
{
    /// <summary>Called when a run has ended.</summary>
    /// <param name="run">The run as it ended.</param>
    /// <param name="cancellationToken">Cancelled when <see cref="CoordinatorOptions.CallbackPatience"/> is over, or the host gives up waiting.</param>
    /// <returns>A task that completes when the call is done.</returns>
    ValueTask OnCompletedAsync(RunInfo run, CancellationToken cancellationToken);
}
