using System.Collections.Concurrent;

namespace GraphRuntime.CrashHost;

/// <summary>The runs that this process got, by their ids.</summary>
internal sealed class Claims
{
    private readonly ConcurrentDictionary<string, Claim> _claims = new(StringComparer.Ordinal);

    public void Add(string runId, Claim claim) => _claims[runId] = claim;

    public Claim Of(string runId) => _claims[runId];

    public bool TryGet(string runId, out Claim claim) => _claims.TryGetValue(runId, out claim);
}
