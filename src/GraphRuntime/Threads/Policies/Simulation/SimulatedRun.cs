using System.Globalization;

namespace GraphRuntime.Threads;

/// <summary>A run of a simulation.</summary>
internal sealed class SimulatedRun(RecordedArrival arrival, long sequence)
{
    public RecordedArrival Arrival => arrival;

    public string RunId { get; } = sequence.ToString(CultureInfo.InvariantCulture);

    public DateTimeOffset NotBefore { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public RunInFlight InFlight() => new()
    {
        RunId = RunId,
        GraphName = arrival.GraphName,
        Sequence = sequence,
        Status = StartedAt is null ? RunStatus.Pending : RunStatus.Running,
        CreatedAt = arrival.At,
        StartedAt = StartedAt,
        NotBefore = NotBefore,
    };
}
