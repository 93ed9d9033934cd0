using System.Collections.Concurrent;
using GraphRuntime.Testing;

namespace GraphRuntime.Reliability.Tests;

/// <summary>Nodes wait here until the test lets them go on, and the test waits here until they have come.</summary>
internal sealed class Gates
{
    private readonly ConcurrentDictionary<string, Gate> _gates = new(StringComparer.Ordinal);

    /// <summary>If set, nobody has to wait.</summary>
    public bool AreOpen { get; set; }

    public async ValueTask PassAsync(string runId, CancellationToken cancellationToken)
    {
        var gate = Of(runId);
        if (AreOpen)
        {
            gate.Open();
        }

        await gate.PassAsync(cancellationToken);
    }

    public Task CameAsync(string runId) => Of(runId).Reached.Soon();

    public void Open(string runId) => Of(runId).Open();

    /// <summary>The run will come again, in another process.</summary>
    public void Forget(string runId) => _gates.TryRemove(runId, out _);

    private Gate Of(string runId) => _gates.GetOrAdd(runId, static _ => new Gate());
}
