using GraphRuntime.TestSupport;
using GraphRuntime.Threads;

namespace GraphRuntime.Testing.Simulations;

/// <summary>A run store without one of the guards of preempted runs.</summary>
internal sealed class UnguardedPreemption(IRunStore inner) : DelegatingRunStore(inner)
{
    /// <summary>A run that is stopped for a more urgent one ends.</summary>
    public bool EndsWhatIsPreempted { get; init; }

    /// <summary>An urgent run does not learn that it goes before others, whose superstep it leaves.</summary>
    public bool HidesWhatWaits { get; init; }

    public override ValueTask<AdmissionResult> AdmitAsync(AdmissionRequest request, CancellationToken cancellationToken)
    {
        var decide = request.Decide;
        return Inner.AdmitAsync(EndsWhatIsPreempted ? request with { Decide = thread => Ending(decide(thread)) } : request, cancellationToken);
    }

    public override async ValueTask<ThreadSnapshot?> ReadThreadAsync(string threadId, CancellationToken cancellationToken)
    {
        var thread = await Inner.ReadThreadAsync(threadId, cancellationToken);
        return HidesWhatWaits && thread is not null ? thread with { Runs = [.. thread.Runs.Where(static run => run.Status == RunStatus.Running)] } : thread;
    }

    private static AdmissionDecision Ending(AdmissionDecision decision) => decision with
    {
        Displaced = [.. decision.Displaced.Select(static one => one.Kind == DisplacementKind.Preempt ? one with { Kind = DisplacementKind.Interrupt } : one)],
    };
}
