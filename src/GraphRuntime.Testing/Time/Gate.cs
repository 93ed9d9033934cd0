namespace GraphRuntime.Testing;

/// <summary>
/// Holds a node, a fake or a call of a store until the test lets it go on, so that a test says in which order things happen, without waiting for time to pass.
/// A gate is used once.
/// </summary>
public sealed class Gate
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when somebody stands at the gate, or has passed it. For the test.</summary>
    public Task Reached => _reached.Task;

    /// <summary>Says that somebody is here, and waits until the gate is open. For the code under test.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes when the gate is open.</returns>
    public Task PassAsync(CancellationToken cancellationToken = default)
    {
        _reached.TrySetResult();
        return _opened.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Opens the gate for good. For the test.</summary>
    public void Open() => _opened.TrySetResult();
}
