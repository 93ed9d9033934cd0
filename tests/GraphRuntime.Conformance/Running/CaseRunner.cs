using GraphRuntime.Conformance.Building;
using GraphRuntime.Conformance.Cases;
using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Running;

/// <summary>Builds the graphs of a case, runs its script and compares the answers.</summary>
internal static class CaseRunner
{
    /// <summary>How many times longer nodes wait when a case with waits is played again.</summary>
    private const int SlowPace = 20;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    /// <summary>Runs a case on a store. The thread ids begin with the case's id and a number, so that cases can share a store.</summary>
    /// <remarks>
    /// The waits of a case say in which order its nodes end. On a busy machine a store may be slower than the shortest of them: a case with waits that fails is
    /// played once more with longer ones.
    /// </remarks>
    public static async Task<CaseResult> RunAsync(ConformanceCase test, ICheckpointer store)
    {
        var result = await RunOnceAsync(test, store);
        return result.Differences.Count > 0 && test.HasWaits ? await RunOnceAsync(test, store, SlowPace) : result;
    }

    /// <summary>Runs a case on a store once.</summary>
    public static async Task<CaseResult> RunOnceAsync(ConformanceCase test, ICheckpointer store, int pace = 1)
    {
        using var stop = new CancellationTokenSource(s_limit);
        try
        {
            return await RunScriptAsync(test, store, new CaseCounters { Pace = pace }, stop.Token).AsTask().WaitAsync(s_limit);
        }
        catch (TimeoutException)
        {
            return new CaseResult(test, [$"did not end within {s_limit}"], []);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new CaseResult(test, [$"did not end within {s_limit}"], []);
        }
    }

    private static async ValueTask<CaseResult> RunScriptAsync(ConformanceCase test, ICheckpointer store, CaseCounters counters, CancellationToken cancellationToken)
    {
        var (built, failure) = Build(test, store, counters);
        if (test.ExpectCompile is not null || failure is not null)
        {
            return JudgeBuild(test, failure);
        }

        var script = new ScriptRunner(built!.Value.Graph, built.Value.Site, $"{Unique.Name(test.Id)}/", cancellationToken);
        var deviations = new List<Deviation>();
        var compared = 0;
        for (var i = 0; i < test.Script.Count; i++)
        {
            var action = test.Script[i];
            var before = await script.LookAsync(action);
            counters.TakeRan();
            var answer = await script.RunAsync(action);
            var judgement = Judge.Compare(new DeviationContext(test, i, action.GetProperty("expect"), answer, script.LastError)
            {
                Before = before,
                Ran = counters.TakeRan(),
                After = await script.LookAsync(action),
            });
            deviations.AddRange(judgement.Deviations.Except(deviations));
            if (judgement.Differences.Count > 0)
            {
                return new CaseResult(test, [.. judgement.Differences.Select(d => $"step {i} {action.GetProperty("do").GetString()}{d}")], []);
            }

            if (judgement.Ends)
            {
                break;
            }

            compared++;
        }

        return new CaseResult(test, [], deviations) { StepsCompared = compared };
    }

    private static ((CompiledGraph<JsonState> Graph, GraphSite Site)? Built, Exception? Failure) Build(ConformanceCase test, ICheckpointer store, CaseCounters counters)
    {
        try
        {
            return (new GraphFactory(test, counters).BuildMain(store), null);
        }
        catch (Exception e) when (e is GraphRuntimeException or ArgumentException)
        {
            return (null, e);
        }
    }

    private static CaseResult JudgeBuild(ConformanceCase test, Exception? failure)
    {
        if (test.ExpectCompile is null)
        {
            return new CaseResult(test, [$"compile: {failure!.Message.ReplaceLineEndings(" ")}"], []);
        }

        // Whatever keeps a graph from being built is the same kind of error.
        var actual = failure is null ? Json.Null : Json.Object(("error", Json.Object(("kind", Json.Text("CompileError")))));
        var judgement = Judge.Compare(new DeviationContext(test, -1, test.ExpectCompile.Value, actual, failure));
        return new CaseResult(test, [.. judgement.Differences.Select(static d => $"compile{d}")], judgement.Deviations);
    }
}
