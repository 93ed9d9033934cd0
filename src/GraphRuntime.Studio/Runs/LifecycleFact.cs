using System.Text.Json.Serialization;
using GraphRuntime.Threads;

namespace GraphRuntime.Studio;

/// <summary>Something that happened to a run. The page shows it with its run, which has the rest.</summary>
internal sealed record LifecycleFact
{
    public required long Number { get; init; }

    public required DateTimeOffset At { get; init; }

    [JsonIgnore]
    public string RunId { get; init; } = "";

    /// <summary>What happened, by the name that it has among the events of a thread.</summary>
    public required string Event { get; init; }

    [JsonIgnore]
    public string? Graph { get; init; }

    [JsonIgnore]
    public string? Strategy { get; init; }

    public int? Attempt { get; init; }

    public string? Status { get; init; }

    public string? Reason { get; init; }

    public string? Error { get; init; }

    public static LifecycleFact Read(StoredThreadEvent stored)
    {
        var fact = stored.Fact!;
        var (admitted, ended) = (fact.Kind == RunFactKind.Admitted, fact.Kind == RunFactKind.Ended);
        return new LifecycleFact
        {
            Number = stored.Number,
            At = stored.At,
            RunId = stored.RunId,
            Event = WireNames.Of(fact.Kind),
            Graph = admitted ? fact.Text : null,
            Strategy = admitted ? fact.Strategy.ToName() : null,
            Attempt = fact.Kind == RunFactKind.Started ? fact.Attempt : null,
            Status = ended ? WireNames.Of(fact.Status) : null,
            Reason = WireNames.Of(fact.Reason),
            Error = ended ? fact.Text : null,
        };
    }
}
