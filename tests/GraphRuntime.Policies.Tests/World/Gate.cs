namespace GraphRuntime.Policies.Tests;

/// <summary>Where a node stops until the test lets it go on.</summary>
public sealed class Gate
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Entered => _entered.Task;

    public void Open() => _open.TrySetResult();

    /// <summary>Stops here until the gate opens; a node that is asked to stop does so.</summary>
    public Task PassAsync(NodeContext context) => PassAsync(context.CancellationToken);

    public async Task PassAsync(CancellationToken cancellationToken)
    {
        _entered.TrySetResult();
        await _open.Task.WaitAsync(cancellationToken);
    }
}
