namespace GraphRuntime;

/// <summary>An entry in the sequence of events of a thread: an event of one of its runs, or what happened to one.</summary>
public sealed record ThreadEvent
{
    /// <summary>Its number in the thread. Numbers only grow; there are gaps where a run was rolled back.</summary>
    public required long Number { get; init; }

    /// <summary>The thread.</summary>
    public required string ThreadId { get; init; }

    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>What it is: the name of a stream mode, such as <c>values</c>, or <see cref="LifecycleKind"/> for what happened to the run.</summary>
    public required string Kind { get; init; }

    /// <summary>The subgraph it comes from; the empty string is the root graph.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Its place in the stream of its run (<see cref="RunEvent.Sequence"/>); 0 for <see cref="LifecycleKind"/>, which is no part of that stream.</summary>
    public long Sequence { get; init; }

    /// <summary>When it was stored (UTC, by the clock of the store).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The content as UTF-8 JSON.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>The kind of the events that say what happened to a run.</summary>
    public const string LifecycleKind = "lifecycle";
}
