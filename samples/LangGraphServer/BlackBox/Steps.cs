using System.Text.Json;

namespace LangGraphServer.BlackBox;

/// <summary>What the nodes of the graphs have in common.</summary>
internal static class Steps
{
    /// <summary>A number of the run's configuration, or the default.</summary>
    public static int Number(NodeContext context, string name, int fallback) =>
        context.Run.TryGetValue(name, out var value) && value is JsonElement { ValueKind: JsonValueKind.Number } number ? (int)number.GetDouble() : fallback;

    /// <summary>A text of the run's configuration, or the default.</summary>
    public static string Text(NodeContext context, string name, string fallback) =>
        context.Run.TryGetValue(name, out var value) && value is JsonElement { ValueKind: JsonValueKind.String } text ? text.GetString()! : fallback;

    /// <summary>Waits as long as the configuration says; a run that is stopped does not wait on.</summary>
    public static Task SleepAsync(NodeContext context, int fallback, string name = "delay_ms") =>
        Task.Delay(Number(context, name, fallback), context.CancellationToken);

    /// <summary>Waits, then adds the name of the node to the log.</summary>
    public static Func<LogState, NodeContext, ValueTask<NodeResult<LogState>>> Step(int fallback) => async (state, context) =>
    {
        await SleepAsync(context, fallback);
        return Line(state.Tag, context.NodeName);
    };

    /// <summary>As <see cref="Step"/>, and says before it waits that it began.</summary>
    public static Func<LogState, NodeContext, ValueTask<NodeResult<LogState>>> AnnouncedStep(int fallback) => async (state, context) =>
    {
        await context.EmitAsync(new Dictionary<string, string> { ["node"] = context.NodeName, ["tag"] = state.Tag });
        await SleepAsync(context, fallback);
        return Line(state.Tag, context.NodeName);
    };

    public static LogState.Update Line(string tag, string text) => new() { Log = [$"{tag}:{text}"] };
}
