using System.Collections.Concurrent;

namespace GraphRuntime.Studio.Tests.Browser;

/// <summary>Places where nodes wait until the test lets them go on. A gate that was never closed is open.</summary>
internal sealed class Gates
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _closed = new(StringComparer.Ordinal);

    public void Close(string name) => _closed[name] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open(string name)
    {
        if (_closed.TryRemove(name, out var gate))
        {
            gate.SetResult();
        }
    }

    public Task PassAsync(string name, CancellationToken cancellationToken) =>
        _closed.TryGetValue(name, out var gate) ? gate.Task.WaitAsync(cancellationToken) : Task.CompletedTask;
}
