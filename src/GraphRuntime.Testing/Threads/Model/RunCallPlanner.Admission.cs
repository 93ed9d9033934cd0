using System.Globalization;
using GraphRuntime.Threads;
using static GraphRuntime.Testing.Threads.Bench.RunBench;

namespace GraphRuntime.Testing.Threads.Model;

/// <content>Admissions and displacements.</content>
internal sealed partial class RunCallPlanner
{
    private RunCall Admit(string threadId)
    {
        var run = NewRun(threadId);
        var (decide, how) = Decision();
        var request = new AdmissionRequest(run, decide)
        {
            IncludeInputs = _random.Chance(50),
            Claim = _random.Chance(40) ? new RunClaim("owner", Draw(Times[2..]), 1) : null,
        };
        var claims = request.Claim;
        return new RunCall(
            $"admit {run.ThreadId}/{run.RunId} key={run.IdempotencyKey} delay={run.Delay} {how}{(request.Claim is null ? "" : " and claim")}",
            async () =>
            {
                var result = await Store.AdmitAsync(request, token).ConfigureAwait(false);

                // A store may leave the claim out.
                claims = result.Claimed is null ? null : request.Claim;
                return Remember(result);
            },
            async () => Remember(await model.AdmitAsync(request with { Claim = claims }, token).ConfigureAwait(false)));
    }

    private string Remember(AdmissionResult result)
    {
        if (result.Claimed is { } claimed && !_leases.Contains(claimed.Lease))
        {
            _leases.Add(claimed.Lease);
        }

        return RunText.Of(result);
    }

    private NewRun NewRun(string threadId) => new()
    {
        // The same ids on every thread: an id says something only together with its thread.
        RunId = _random.Chance(8) ? Draw(["run-1", "run-2", "run-3"]) : string.Create(CultureInfo.InvariantCulture, $"run-{++_admitted}"),
        ThreadId = threadId,
        GraphName = _random.Chance(70) ? "graph" : "other",
        Input = Bytes("input"),
        Config = _random.Chance(50) ? Bytes("config") : default,
        Metadata = Metadata(),
        IdempotencyKey = _random.Chance(30) ? Draw(["key-1", "key-2", "key-3"]) : null,
        Delay = _random.Chance(25) ? Draw(Times) : TimeSpan.Zero,
        MaxAttempts = 1 + _random.Below(3),
        TellEnd = _random.Chance(30),
        CreateThread = _random.Chance(90),
    };

    private (Func<ThreadSnapshot, AdmissionDecision> Decide, string How) Decision()
    {
        if (_random.Chance(8))
        {
            return (_ => new AdmissionDecision { Admitted = false, Refusal = AdmissionRefusal.Conflict }, "refused");
        }

        var decision = new AdmissionDecision
        {
            Admitted = true,
            Strategy = Draw(Enum.GetValues<MultitaskStrategy>()),
            Input = _random.Chance(20) ? Bytes("another input") : null,
            Delay = _random.Chance(10) ? Draw(Times) : null,
            Config = _random.Chance(10) ? Bytes("another configuration") : null,
            ThreadContext = _random.Chance(20) ? Bytes("""{"user":"a"}""") : null,
            Held = _random.Chance(25),
            Urgency = _random.Chance(30) ? _random.Below(4) : 0,
            InheritsKeys = _random.Chance(50),
            Facts = _random.Chance(15) ? [new RunFact(Draw([RunFactKind.Answered, RunFactKind.Discarded])) { Data = Bytes("""["q1"]""") }] : [],
        };
        if (_random.Chance(30))
        {
            var path = _random.Chance(50) ? Draw(["sub", "sub/inner"]) : null;
            return (snapshot => snapshot.Runs.Count > 0 ? decision with { SteersRunId = snapshot.Runs[0].RunId, SteersPath = path } : decision,
                $"urgency={decision.Urgency} held={decision.Held} delay={decision.Delay} steers {path ?? "the root"} of the first");
        }

        if (_random.Chance(45))
        {
            return (_ => decision, $"urgency={decision.Urgency} held={decision.Held} delay={decision.Delay}");
        }

        var choose = Choice(out var how);
        return (snapshot => decision with { Displaced = choose(snapshot) }, $"urgency={decision.Urgency} held={decision.Held} delay={decision.Delay} inherits={decision.InheritsKeys} {how}");
    }

    private RunCall Displace(string threadId)
    {
        var choose = Choice(out var how);
        return Both($"{how} on {threadId}", () => Store.DisplaceAsync(threadId, choose, token), () => model.DisplaceAsync(threadId, choose, token),
            static changes => changes is null ? "none" : string.Join("; ", changes.Select(one => one.ToString())));
    }

    private Func<ThreadSnapshot, IReadOnlyList<RunDisplacement>> Choice(out string how)
    {
        var kinds = Enum.GetValues<DisplacementKind>();
        DisplacementKind[] drawn = _random.Chance(80) ? [Draw(kinds)] : [Draw(kinds), Draw(kinds), Draw(kinds)];
        var (scope, grace) = (_random.Below(4), Draw(Times[1..]));
        RemovalRecording?[] recordings = [Recording(), Recording()];
        how = $"{string.Join('/', drawn)} of {(scope == 0 ? "the first" : scope == 1 ? "the last" : "all")}, recorded as {string.Join<RemovalRecording?>('/', recordings)}";
        return snapshot =>
        {
            IEnumerable<RunInFlight> chosen = scope switch
            {
                0 => snapshot.Runs.Take(1),
                1 => snapshot.Runs.TakeLast(1),
                _ => snapshot.Runs,
            };
            return [.. chosen.Select((run, i) => new RunDisplacement(run.RunId, drawn[i % drawn.Length], grace) { Recording = recordings[i % recordings.Length] })];
        };
    }
}
