using System.Globalization;
using GraphRuntime.Stores;

namespace GraphRuntime.CrashHost;

/// <summary>Some nodes in a row. Each says when it starts and ends, takes its time, and leaves its name; one has an effect, and one writes to the long-term store.</summary>
internal sealed class CrashGraph(HostOptions options, OperationsLog log, Claims claims)
{
    public const string Name = "crash";

    /// <summary>The step that has an effect.</summary>
    public const int EffectStep = 0;

    /// <summary>The step that writes to the long-term store.</summary>
    public const int StoreStep = 2;

    private readonly OutsideWorld _world = new(options, log);

    /// <summary>Where the steps write.</summary>
    public static StoreNamespace Notes { get; } = StoreNamespace.Create(["crash"]);

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
        var value = context.Run.TryGet<string>(Submitter.Value, out var given) ? given : "";
        var run = value == RunNames.Tick || RunNames.IsSteered(context.RunId) ? context.RunId : state.Run;
        if (state.Log.Contains(Entry(run, options.Steps - 1)))
        {
            // The run has done its steps, and begins again for an input that it took at its end.
            Write("again", run, step, context, claim, value);
            return new CrashState.Update();
        }

        Write("exec", run, step, context, claim, value);
        try
        {
            return await WorkAsync(step, run, context);
        }
        finally
        {
            Write("exec_end", run, step, context, claim, value);
        }
    }

    private async Task<CrashState.Update> WorkAsync(int step, string run, NodeContext context)
    {
        if (step == 1 && RunNames.IsPoisonous(run))
        {
            Signals.KillThisProcess();
        }

        if (step == EffectStep)
        {
            await context.OnceAsync("mark", cancellationToken => DoAsync(run), new EffectOptions<bool> { Reconcile = (_, _) => new(Find(run)) });
        }

        if (step == StoreStep && options.Log is not null)
        {
            context.BufferStoreWrites(StoreWrite.Put(new StoreKey(Notes, run), "{}"u8.ToArray()));
        }

        await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next((options.NodeMs * 2) + 1)), context.TimeProvider, context.CancellationToken);
        return new CrashState.Update { Log = [Entry(run, step)] };
    }

    private ValueTask<bool> DoAsync(string run)
    {
        _world.Do(run);
        return new(true);
    }

    private EffectFinding<bool> Find(string run) => _world.Happened(run) ? EffectFinding<bool>.Happened(true) : EffectFinding<bool>.DidNotHappen;

    private static string Entry(string run, int step) => string.Create(CultureInfo.InvariantCulture, $"{run}/{step}");

    private void Write(string name, string run, int step, NodeContext context, Claim claim, string value) => log.Write(name, json =>
    {
        json.WriteString("r", run);
        json.WriteString("th", context.ThreadId);
        json.WriteNumber("step", step);
        json.WriteNumber("att", claim.Attempt);
        json.WriteNumber("fence", claim.Fence);
        json.WriteString("own", context.RunId);
        json.WriteString("value", value);
    });
}
