using System.Globalization;

namespace GraphRuntime.Threads;

/// <summary>A run of a simulation.</summary>
internal sealed class SimulatedRun(RecordedArrival arrival, long sequence)
{
    public RecordedArrival Arrival => arrival;

    public string RunId { get; } = sequence.ToString(CultureInfo.InvariantCulture);

    public DateTimeOffset NotBefore { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public int Urgency { get; init; }

    /// <summary>How long it takes once it is started.</summary>
    public TimeSpan Left { get; private set; } = arrival.Duration;

    private DateTimeOffset? FirstStartedAt { get; set; }

    /// <summary>Stops the run, if it is running, so that it can go on later.</summary>
    public void Stop(DateTimeOffset now)
    {
        if (StartedAt is { } started)
        {
            FirstStartedAt ??= started;
            Left -= now - started;
            StartedAt = null;
        }

        NotBefore = now > NotBefore ? now : NotBefore;
    }

    public RunInFlight InFlight() => new()
    {
        RunId = RunId,
        GraphName = arrival.GraphName,
        Sequence = sequence,
        Status = StartedAt is null ? RunStatus.Pending : RunStatus.Running,
        CreatedAt = arrival.At,
        StartedAt = FirstStartedAt ?? StartedAt,
        Urgency = Urgency,
        NotBefore = NotBefore,
    };
}
