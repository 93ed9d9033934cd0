using GraphRuntime.Diagnostics;
using GraphRuntime.Threads;

namespace GraphRuntime;

/// <content>Runs come in.</content>
public sealed partial class ThreadRunCoordinator
{
    /// <summary>Creates a run. When the call returns, the run and its input are durable, and what its strategy does to the runs in flight is done or under way.</summary>
    /// <param name="threadId">The thread, at most 256 characters.</param>
    /// <param name="graphName">The registered name of the graph.</param>
    /// <param name="input">The input; <see langword="null"/> to go on with what is pending.</param>
    /// <param name="options">How the run is admitted and executed; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels the wait; the run may then have been created or not. Repeat with an idempotency key to be sure.</param>
    /// <returns>A handle to the run.</returns>
    /// <exception cref="RunConflictException">The strategy is <see cref="MultitaskStrategy.Reject"/> and other runs are in flight.</exception>
    /// <exception cref="QueueFullException">Too many runs of the thread are pending.</exception>
    /// <exception cref="LimitExceededException">The input, the values of the run, or metadata are too large.</exception>
    /// <exception cref="RunGuardedException">A run in flight does not allow what the strategy does, and the rule for that is <see cref="GuardedStrategy.Reject"/>.</exception>
    /// <exception cref="ThreadPausedException">The thread waits, and the rule for that is <see cref="PausedThreadRule.Reject"/>.</exception>
    /// <exception cref="AnswerException">The input answers a question that is not open, or with a value that does not fit it.</exception>
    /// <exception cref="PolicyFailedException">Code of the policy threw.</exception>
    /// <exception cref="GraphNotFoundException">No graph has this name.</exception>
    /// <exception cref="InvalidUpdateException">The input is not of the state of the graph.</exception>
    /// <exception cref="InvalidBreakpointException">A breakpoint of <see cref="RunOptions.Config"/> is not a node of the graph.</exception>
    /// <exception cref="RunNotSteerableException">The input is for a subgraph (<see cref="RunOptions.SteersPath"/>), and no run in flight may take it.</exception>
    /// <exception cref="ArgumentException">An id, or anything else in the options, is not valid.</exception>
    /// <exception cref="ThreadNotFoundException">There is no such thread and <see cref="RunOptions.CreateThread"/> is not set.</exception>
    /// <exception cref="UnknownMultitaskStrategyException">There is no such strategy.</exception>
    /// <exception cref="StorageException">The store cannot be reached.</exception>
    public async ValueTask<RunHandle> CreateRunAsync(
        string threadId, string graphName, GraphInput? input, RunOptions? options = null, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Identifiers.Check(threadId);
        ArgumentException.ThrowIfNullOrEmpty(graphName);
        return await CreateAsync(threadId, graphName, input, options ?? RunOptions.Default, null, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<RunHandle> CreateAsync(
        string threadId, string graphName, GraphInput? input, RunOptions options, string? steersRunId, CancellationToken cancellationToken)
    {
        RunOptionsCheck.Check(options);
        var graph = _services.Graphs(graphName) ?? throw new GraphNotFoundException(graphName);
        graph.Check(options.Config ?? RunConfig.Default);
        using var span = Span.Begin("graphruntime.run.admit").Set("graphruntime.thread.id", threadId).Set("graphruntime.graph", graphName);
        var run = NewRun(threadId, graph, input, options);
        var admitter = Admitter(graph, run, options, steersRunId);
        var result = await AdmitAsync(admitter, graph, run, cancellationToken).ConfigureAwait(false);
        span.Set("graphruntime.strategy", admitter.Choice.Action.Strategy.ToName()).Set("graphruntime.outcome", CoordinatorInstruments.NameOf(result.Outcome)).Set("graphruntime.run.id", result.Run?.RunId);
        return Admitted(run, admitter, result);
    }

    /// <summary>
    /// Creates a run as <see cref="CreateRunAsync"/> does, and tries again after a growing wait while it is refused because other runs are in flight.
    /// </summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="graphName">The registered name of the graph.</param>
    /// <param name="input">The input; <see langword="null"/> to go on with what is pending.</param>
    /// <param name="options">How the run is admitted and executed.</param>
    /// <param name="retry">How often, and after which waits; <see langword="null"/> for three times, after 1, 2 and 4 seconds.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A handle to the run.</returns>
    /// <exception cref="RunConflictException">Runs were in flight at the last try, too.</exception>
    public async ValueTask<RunHandle> CreateRunWithRetryAsync(
        string threadId,
        string graphName,
        GraphInput? input,
        RunOptions? options = null,
        ConflictRetryOptions? retry = null,
        CancellationToken cancellationToken = default)
    {
        retry ??= ConflictRetryOptions.Default;
        retry.Check();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await CreateRunAsync(threadId, graphName, input, options, cancellationToken).ConfigureAwait(false);
            }
            catch (RunConflictException) when (attempt <= retry.MaxRetries)
            {
            }

            await _services.Time.DelayAsync(retry.DelayBefore(attempt), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A handle for a run that may have been created elsewhere. It is not checked whether the run exists.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="runId">The run.</param>
    /// <returns>The handle.</returns>
    public RunHandle GetHandle(string threadId, string runId)
    {
        Identifiers.Check(threadId);
        Identifiers.Check(runId);
        return new RunHandle(this, threadId, runId, null);
    }

    private NewRun NewRun(string threadId, IThreadGraph graph, GraphInput? input, RunOptions options) => new()
    {
        RunId = options.GivenRunId ?? _services.NewId(),
        ThreadId = threadId,
        GraphName = graph.Name,
        Input = _limits.Input(threadId, options.SteersPath is { } path ? graph.EncodeInput(input, path) : graph.EncodeInput(input)),
        Config = EncodeConfig(threadId, options),
        Metadata = _limits.Metadata(threadId, options.Metadata),
        IdempotencyKey = options.IdempotencyKey,
        Delay = options.Delay,
        MaxAttempts = _services.Options.MaxAttempts,
        CreateThread = options.CreateThread,
        TellEnd = _services.Callbacks.Any,
    };

    private ReadOnlyMemory<byte> EncodeConfig(string threadId, RunOptions options)
    {
        var config = options.Config ?? RunConfig.Default;
        _limits.Metadata(threadId, config.Metadata);
        return RunConfigCodec.WithTrace(RunConfigCodec.Encode(config, options.GivenModes ?? RunOptions.DefaultModes, options.Timeout));
    }
}
