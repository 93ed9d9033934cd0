namespace GraphRuntime.Threads.Tests;

/// <summary>Where a node stops until the test lets it go on.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when a node stands before the gate.</summary>
    public Task Entered => _entered.Task;

    /// <summary>Completes when a node that stands before the gate is asked to stop.</summary>
    public Task Cancelled => _cancelled.Task;

    public void Open() => _open.TrySetResult();

    /// <summary>Stops here until the gate opens; a node that is asked to stop does so.</summary>
    public async Task PassAsync(CancellationToken cancellationToken)
    {
        _entered.TrySetResult();
        try
        {
            await _open.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _cancelled.TrySetResult();
            throw;
        }
    }

    /// <summary>Stops here until the gate opens, whoever asks for what.</summary>
    public async Task PassStubbornlyAsync(CancellationToken cancellationToken)
    {
        _entered.TrySetResult();
        await using var registration = cancellationToken.Register(() => _cancelled.TrySetResult());
        await _open.Task;
    }
}
