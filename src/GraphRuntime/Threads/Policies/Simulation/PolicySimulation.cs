using System.Text.Json;

namespace GraphRuntime.Threads;

/// <summary>Decides about recorded arrivals as if they came again.</summary>
internal sealed class PolicySimulation(RunPolicy policy, MultitaskLimits limits)
{
    private readonly Dictionary<string, SimulatedThread> _threads = new(StringComparer.Ordinal);

    public SimulatedAdmission Arrive(RecordedArrival arrival)
    {
        if (!_threads.TryGetValue(arrival.ThreadId, out var thread))
        {
            _threads[arrival.ThreadId] = thread = new SimulatedThread();
        }

        thread.PassTo(arrival.At);
        var snapshot = thread.Snapshot(arrival);
        var text = JsonSerializer.SerializeToUtf8Bytes(arrival.Text, CoreJsonContext.Default.String);
        var choice = policy.Choose(new PolicyContext(snapshot, new PolicySubject(arrival.GraphName, arrival.Hints, text, () => arrival.Input)));
        var decision = Decide(choice.Action, snapshot);
        var displaced = decision.Admitted ? thread.Remove(decision.Displaced.Where(static one => one.Kind != DisplacementKind.Preempt)) : [];
        if (decision is { Admitted: true, Urgency: > 0 })
        {
            thread.AddFirst(arrival, decision.Urgency);
        }
        else if (decision is { Admitted: true, SteersRunId: null })
        {
            thread.Add(arrival, decision.Delay ?? TimeSpan.Zero);
        }

        return new SimulatedAdmission
        {
            Arrival = arrival,
            Strategy = choice.Action.Strategy,
            Rule = choice.Rule,
            Admitted = decision.Admitted,
            InFlight = snapshot.Runs.Count,
            Displaced = displaced,
            Steered = decision.SteersRunId is not null,
        };
    }

    private AdmissionDecision Decide(PolicyAction action, ThreadSnapshot thread) => action.Verb switch
    {
        PolicyVerb.Merge => MultitaskRules.Decide(PolicyAction.Of(MultitaskStrategy.Rollback), thread, limits),
        PolicyVerb.Coalesce or PolicyVerb.Debounce => MultitaskRules.Admit(MultitaskStrategy.Enqueue) with
        {
            Displaced = [.. MultitaskRules.In(RunScope.Pending, thread).Select(static run => new RunDisplacement(run.RunId, DisplacementKind.Interrupt, TimeSpan.Zero))],
            Delay = action.Quiet,
        },
        _ => MultitaskRules.Decide(action, thread, limits),
    };
}
