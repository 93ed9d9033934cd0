using System.Collections.Concurrent;

namespace GraphRuntime.CrashHost;

/// <summary>The newest runs that this process got, by their ids.</summary>
internal sealed class Claims
{
    private const int MostKept = 5_000;

    private readonly ConcurrentDictionary<string, Claim> _claims = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _order = new();

    public void Add(string runId, Claim claim)
    {
        _claims[runId] = claim;
        _order.Enqueue(runId);
        if (_order.Count > MostKept && _order.TryDequeue(out var oldest))
        {
            _claims.TryRemove(oldest, out _);
        }
    }

    public Claim Of(string runId) => _claims[runId];

    public bool TryGet(string runId, out Claim claim) => _claims.TryGetValue(runId, out claim);
}
