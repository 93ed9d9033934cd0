using System.Diagnostics;
using GraphRuntime.Effects;
using GraphRuntime.Execution;

namespace GraphRuntime.Threads;

/// <summary>One attempt at a run, as the engine gets it.</summary>
internal sealed record ThreadGraphRun
{
    public required string ThreadId { get; init; }

    public required string RunId { get; init; }

    /// <summary>The epoch that every write of this attempt names.</summary>
    public required long Epoch { get; init; }

    /// <summary>What <see cref="IThreadGraph.EncodeInput(GraphInput)"/> gave.</summary>
    public required ReadOnlyMemory<byte> Input { get; init; }

    public required RunConfig Config { get; init; }

    /// <summary>The place of the run in its thread.</summary>
    public long Sequence { get; init; }

    /// <summary>The run that has taken the input, or was meant to; <see langword="null"/> for none.</summary>
    public string? SteersRunId { get; init; }

    public required IRunEventSink Events { get; init; }

    /// <summary>Asks to stop at the next superstep boundary.</summary>
    public CancellationToken Drain { get; init; }

    /// <summary>What the run can ask of the coordinator; <see langword="null"/> while inputs of other runs are applied.</summary>
    public IRunControl? Control { get; init; }

    /// <summary>The inputs that are steered into the run; <see langword="null"/> while inputs of other runs are applied.</summary>
    public IRunInbox? Inbox { get; init; }

    /// <summary>The runs of the thread that are executed after this one.</summary>
    public IWaitingRuns? Waiting { get; init; }

    /// <summary>Throws where nodes must not start any more; <see langword="null"/> if nobody can take the run away.</summary>
    public Action? CheckOwnership { get; init; }

    /// <summary>Whether an earlier execution of the run has stored events.</summary>
    public bool HasEvents { get; init; }

    /// <summary>1 for the first attempt.</summary>
    public int Attempt { get; init; }

    /// <summary>The span that created the run.</summary>
    public ActivityContext TraceParent { get; init; }

    /// <summary>Gets the name of the node whose failure ends the attempt.</summary>
    public Action<string>? NodeFailed { get; init; }
}
