namespace GraphRuntime;

/// <summary>A run to be waited for, watched, or cancelled. A handle can also be made for a run that somebody else created.</summary>
public class RunHandle
{
    private readonly ThreadRunCoordinator _coordinator;

    internal RunHandle(ThreadRunCoordinator coordinator, string threadId, string runId, RunAdmission? admission)
    {
        _coordinator = coordinator;
        ThreadId = threadId;
        RunId = runId;
        Admission = admission;
    }

    private protected ThreadRunCoordinator Coordinator => _coordinator;

    /// <summary>The thread.</summary>
    public string ThreadId { get; }

    /// <summary>The run.</summary>
    public string RunId { get; }

    /// <summary>What was decided when the run was created; <see langword="null"/> for a handle made later.</summary>
    public RunAdmission? Admission { get; }

    /// <inheritdoc cref="ThreadRunCoordinator.GetRunAsync"/>
    public ValueTask<RunInfo> GetAsync(CancellationToken cancellationToken = default) => _coordinator.GetRunAsync(ThreadId, RunId, cancellationToken);

    /// <inheritdoc cref="ThreadRunCoordinator.JoinAsync"/>
    public ValueTask<RunInfo> JoinAsync(CancellationToken cancellationToken = default) => _coordinator.JoinAsync(ThreadId, RunId, cancellationToken);

    /// <inheritdoc cref="ThreadRunCoordinator.WaitAsync"/>
    public ValueTask<RunInfo> WaitAsync(CancellationToken cancellationToken = default) => _coordinator.WaitAsync(ThreadId, RunId, cancellationToken);

    /// <inheritdoc cref="ThreadRunCoordinator.ExplainAsync"/>
    public ValueTask<RunExplanation> ExplainAsync(CancellationToken cancellationToken = default) => _coordinator.ExplainAsync(ThreadId, RunId, cancellationToken);

    /// <inheritdoc cref="ThreadRunCoordinator.StreamAsync"/>
    public IAsyncEnumerable<RunEvent> StreamAsync(long after = 0, CancellationToken cancellationToken = default) =>
        _coordinator.StreamAsync(ThreadId, RunId, after, cancellationToken);

    /// <inheritdoc cref="ThreadRunCoordinator.SteerAsync"/>
    public ValueTask<RunHandle> SteerAsync(GraphInput input, RunOptions? options = null, CancellationToken cancellationToken = default) =>
        _coordinator.SteerAsync(ThreadId, RunId, input, options, cancellationToken);

    /// <inheritdoc cref="ThreadRunCoordinator.CancelRunAsync"/>
    public ValueTask CancelAsync(CancelOptions? options = null, CancellationToken cancellationToken = default) =>
        _coordinator.CancelRunAsync(ThreadId, RunId, options, cancellationToken);

    /// <inheritdoc cref="ThreadRunCoordinator.DeleteRunAsync"/>
    public ValueTask DeleteAsync(CancellationToken cancellationToken = default) => _coordinator.DeleteRunAsync(ThreadId, RunId, cancellationToken);

    /// <summary>The ids.</summary>
    /// <returns>Thread and run.</returns>
    public override string ToString() => $"{ThreadId}/{RunId}";
}
