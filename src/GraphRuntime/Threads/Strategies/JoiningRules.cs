namespace GraphRuntime.Threads;

/// <summary>The strategies that make one run of several: merge, coalesce, debounce.</summary>
internal sealed class JoiningRules(IThreadGraph graph, NewRun run)
{
    private const int LongestFactor = 10;

    public AdmissionDecision Decide(PolicyAction action, ThreadSnapshot thread, in MultitaskLimits limits) => action.Verb switch
    {
        PolicyVerb.Merge => Merge(action, thread, limits),
        PolicyVerb.Debounce => Debounce(action, thread, limits),
        _ => Coalesce(thread, limits),
    };

    /// <summary>
    /// Everything in flight is rolled back, and what it was given becomes part of the new input. What was steered into a run may not be in its record any more, so that such a
    /// run is waited for.
    /// </summary>
    private AdmissionDecision Merge(PolicyAction action, ThreadSnapshot thread, in MultitaskLimits limits)
    {
        if (thread.Runs.Count == 0)
        {
            return MultitaskRules.Admit(action.Strategy);
        }

        if (MultitaskRules.Forbids(RunScope.All, RunGuards.NoInterrupt | RunGuards.NoRollback, thread))
        {
            return MultitaskRules.AtGuard(action, thread, limits);
        }

        var earlier = thread.Runs.OrderBy(static active => active.Sequence).ToArray();
        if (!IsNew(run.Input) || !Array.TrueForAll(earlier, active => active is { SteeredInputs: 0, SteersPath: null } && IsNew(active.Input)))
        {
            return MultitaskRules.Enqueue(thread, limits);
        }

        var grace = limits.Grace;
        return MultitaskRules.Admit(action.Strategy) with
        {
            Displaced = [.. thread.Runs.Select(active => new RunDisplacement(active.RunId, DisplacementKind.Rollback, grace))],
            Input = Joined(action, earlier, thread.Now),
            InheritsKeys = true,
        };
    }

    /// <summary>What waits is displaced: its input is applied, in order, before the new run begins.</summary>
    private AdmissionDecision Coalesce(ThreadSnapshot thread, in MultitaskLimits limits)
    {
        var grace = limits.Grace;
        var decision = MultitaskRules.Admit(MultitaskStrategy.Enqueue) with
        {
            Displaced = [.. Joinable(thread).Select(active => new RunDisplacement(active.RunId, DisplacementKind.Interrupt, grace))],
        };
        return MultitaskRules.Bounded(decision, thread, limits);
    }

    private AdmissionDecision Debounce(PolicyAction action, ThreadSnapshot thread, in MultitaskLimits limits)
    {
        var since = Joinable(thread).Select(static active => StoredInput.SinceTicks(active.Input) ?? active.CreatedAt.UtcTicks).Append(thread.Now.UtcTicks).Min();
        var longest = action.Longest ?? action.Quiet * LongestFactor;
        var left = TimeSpan.FromTicks(since) + longest - TimeSpan.FromTicks(thread.Now.UtcTicks);
        var delay = left < action.Quiet ? left : action.Quiet;
        return Coalesce(thread, limits) with
        {
            Delay = delay > TimeSpan.Zero ? delay : TimeSpan.Zero,
            Input = StoredInput.With(run.Input, StoredInput.Since, json => json.WriteNumberValue(since)),
        };
    }

    private IEnumerable<RunInFlight> Joinable(ThreadSnapshot thread) =>
        IsNew(run.Input) ? thread.Runs.Where(active => active is { Status: RunStatus.Pending, StartedAt: null, Urgency: 0, SteersPath: null } && IsNew(active.Input) && !active.Held && !SteeringRules.IsSteering(active, thread)) : [];

    private bool IsNew(ReadOnlyMemory<byte> input) => graph.Classify(input) == ThreadInputKind.New;

    private ReadOnlyMemory<byte> Joined(PolicyAction action, RunInFlight[] earlier, DateTimeOffset now)
    {
        var input = earlier[0].Input;
        foreach (var next in earlier.Skip(1).Select(static active => active.Input).Append(run.Input))
        {
            var merged = action.Merger!(Read(input), Read(next))
                ?? throw new InvalidOperationException("The merger returned null. Return an update of the state.");
            input = graph.EncodeInput(GraphInput.From(merged));
        }

        var origins = earlier.SelectMany(Origins).Append(new RunOrigin(run.RunId, now, StoredInput.Bare(run.Input))).ToArray();
        return StoredInput.With(input, StoredInput.Origins, json => StoredInput.WriteOrigins(json, origins));
    }

    private object Read(ReadOnlyMemory<byte> input) =>
        graph.ReadInput(input) ?? throw new InvalidOperationException($"Graph '{graph.Name}' cannot read its inputs back, so they cannot be merged.");

    private static IReadOnlyList<RunOrigin> Origins(RunInFlight active) =>
        StoredInput.ReadOrigins(active.Input) is { Count: > 0 } known ? known : [new RunOrigin(active.RunId, active.CreatedAt, StoredInput.Bare(active.Input))];
}
