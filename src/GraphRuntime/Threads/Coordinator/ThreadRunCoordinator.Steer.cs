using GraphRuntime.Execution;
using GraphRuntime.Threads;

namespace GraphRuntime;

/// <content>Inputs for runs in flight.</content>
public sealed partial class ThreadRunCoordinator
{
    /// <summary>
    /// Gives a run in flight an input: it is applied between two supersteps, exactly once, and the run goes on with it. When the call returns, the input is durable. It is kept as
    /// a run of its own until the run has taken it; that run then ends as <see cref="RunStatusReason.Steered"/>. Where the run ends before, the input is run by itself.
    /// </summary>
    /// <remarks>
    /// A run that is pending takes the input when it has begun. A run that waits at a breakpoint or for an answer has ended. <see cref="CreateRunAsync"/> with
    /// <see cref="MultitaskStrategy.Steer"/> does the same with whatever run is in flight, and refuses nothing.
    /// </remarks>
    /// <param name="threadId">The thread.</param>
    /// <param name="runId">The run that is to take the input.</param>
    /// <param name="input">The input: an update of the state.</param>
    /// <param name="options">How the input is run should the run not take it, and what happens at a guard. A policy, another strategy or a delay is not allowed.</param>
    /// <param name="cancellationToken">Cancels the wait; the input may then have been stored or not. Repeat with an idempotency key to be sure.</param>
    /// <returns>A handle to the run that keeps the input. <see cref="RunAdmission.SteersRunId"/> is <see langword="null"/> where a guard made it wait for its turn instead.</returns>
    /// <exception cref="RunNotSteerableException">The run has ended, is being stopped, is delayed, or hands its own input to another run.</exception>
    /// <exception cref="RunNotFoundException">The thread has no such run.</exception>
    /// <exception cref="RunGuardedException">The run is in a region that must not be interrupted, and the rule for that is <see cref="GuardedStrategy.Reject"/>.</exception>
    /// <exception cref="QueueFullException">Too many runs of the thread are pending.</exception>
    /// <exception cref="LimitExceededException">The input is too large.</exception>
    /// <exception cref="InvalidUpdateException">The input is not of the state of the graph.</exception>
    /// <exception cref="ArgumentException">The input is a command or an answer, or the options are not valid.</exception>
    /// <exception cref="StorageException">The store cannot be reached.</exception>
    public async ValueTask<RunHandle> SteerAsync(
        string threadId, string runId, GraphInput input, RunOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        options ??= RunOptions.Default;
        if (input.Update is null || input.IsCommand || input.IsAnswering)
        {
            throw new ArgumentException("A run takes updates of its state. Answers and commands are runs of their own: create them.", nameof(input));
        }

        if (options is { Policy: not null } or { MultitaskStrategy: not (null or MultitaskStrategy.Steer) } || options.Delay != TimeSpan.Zero)
        {
            throw new ArgumentException("An input for a run in flight has no policy, no other strategy than Steer, and no delay.", nameof(options));
        }

        var run = await FindAsync(threadId, runId, cancellationToken).ConfigureAwait(false);
        var steers = options with { MultitaskStrategy = MultitaskStrategy.Steer };
        return await CreateAsync(threadId, run.GraphName, input, steers, runId, cancellationToken).ConfigureAwait(false);
    }
}
