using System.Globalization;

namespace GraphRuntime.CrashHost;

/// <summary>Some nodes in a row. Each says when it starts and ends, takes its time, and leaves its name.</summary>
internal sealed class CrashGraph(HostOptions options, OperationsLog log, Claims claims)
{
    public const string Name = "crash";

    public void Build(StateGraph<CrashState> graph)
    {
        var before = Graph.Start;
        for (var step = 0; step < options.Steps; step++)
        {
            var number = step;
            var name = string.Create(CultureInfo.InvariantCulture, $"step{step}");
            graph.AddNode(name, (state, context) => StepAsync(number, state, context)).AddEdge(before, name);
            before = name;
        }
    }

    private async ValueTask<NodeResult<CrashState>> StepAsync(int step, CrashState state, NodeContext context)
    {
        var claim = claims.Of(context.RunId);
        var run = SteeredRuns.IsSteered(context.RunId) ? context.RunId : state.Run;
        if (state.Log.Contains(Entry(run, options.Steps - 1)))
        {
            // The run has done its steps, and begins again for an input that it took at its end.
            Write("again", run, step, context, claim);
            return new CrashState.Update();
        }

        Write("exec", run, step, context, claim);
        try
        {
            if (step == 1 && run.EndsWith('!'))
            {
                Signals.KillThisProcess();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next((options.NodeMs * 2) + 1)), context.TimeProvider, context.CancellationToken);
            return new CrashState.Update { Log = [Entry(run, step)] };
        }
        finally
        {
            Write("exec_end", run, step, context, claim);
        }
    }

    private static string Entry(string run, int step) => string.Create(CultureInfo.InvariantCulture, $"{run}/{step}");

    private void Write(string name, string run, int step, NodeContext context, Claim claim) => log.Write(name, json =>
    {
        json.WriteString("r", run);
        json.WriteString("th", context.ThreadId);
        json.WriteNumber("step", step);
        json.WriteNumber("att", claim.Attempt);
        json.WriteNumber("fence", claim.Fence);
    });
}
