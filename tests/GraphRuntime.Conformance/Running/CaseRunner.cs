using GraphRuntime.Conformance.Building;
using GraphRuntime.Conformance.Cases;
using GraphRuntime.Conformance.Comparing;
using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Running;

/// <summary>Builds the graphs of a case, runs its script and compares the answers.</summary>
internal static class CaseRunner
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    /// <summary>Runs a case on a store. The thread ids begin with the case's id and a number, so that cases can share a store.</summary>
    public static async Task<CaseResult> RunAsync(ConformanceCase test, ICheckpointer store)
    {
        using var stop = new CancellationTokenSource(s_limit);
        try
        {
            return await RunScriptAsync(test, store, stop.Token).AsTask().WaitAsync(s_limit);
        }
        catch (TimeoutException)
        {
            return new CaseResult(test, [$"did not end within {s_limit}"]);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new CaseResult(test, [$"did not end within {s_limit}"]);
        }
    }

    private static async ValueTask<CaseResult> RunScriptAsync(ConformanceCase test, ICheckpointer store, CancellationToken cancellationToken)
    {
        var counters = new CaseCounters();
        var (built, failure) = Build(test, store, counters);
        if (test.ExpectCompile is { } expected || failure is not null)
        {
            return JudgeBuild(test, counters, failure);
        }

        var script = new ScriptRunner(built!.Value.Graph, built.Value.Site, $"{test.Id}-{Guid.NewGuid():n}/", cancellationToken);
        for (var i = 0; i < test.Script.Count; i++)
        {
            var action = test.Script[i];
            var answer = await script.RunAsync(action);
            var differences = AnswerComparer.Compare(action.GetProperty("expect"), answer);
            if (differences.Count == 0)
            {
                continue;
            }

            return Deviations.Find(new DeviationContext(test, action, action.GetProperty("expect"), answer, script.LastError)) is { } deviation
                ? new CaseResult(test, [], $"{deviation.Requirement}: {deviation.Reason}")
                : new CaseResult(test, [.. differences.Select(d => $"step {i} {action.GetProperty("do").GetString()}{d}")]);
        }

        return new CaseResult(test, []);
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

    private static CaseResult JudgeBuild(ConformanceCase test, CaseCounters counters, Exception? failure)
    {
        if (test.ExpectCompile is null)
        {
            return new CaseResult(test, [$"compile: {failure!.Message.ReplaceLineEndings(" ")}"]);
        }

        // Whatever keeps a graph from being built is the same kind of error.
        var actual = failure is null ? Json.Null : Json.Object(("error", Json.Object(("kind", Json.Text("CompileError")))));
        var differences = AnswerComparer.Compare(test.ExpectCompile.Value, actual);
        var deviation = differences.Count == 0 ? null : Deviations.Find(new DeviationContext(test, null, test.ExpectCompile.Value, actual, failure));
        return deviation is null
            ? new CaseResult(test, [.. differences.Select(static d => $"compile{d}")])
            : new CaseResult(test, [], $"{deviation.Requirement}: {deviation.Reason}");
    }
}
