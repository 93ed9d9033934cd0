using System.Diagnostics;
using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>Spans of agents and tools by the semantic conventions for generative AI. They have names and ids, and never arguments or results.</summary>
internal static class AgentTelemetry
{
    /// <summary>The name of the source, that of the core: one registration shows everything.</summary>
    public const string Name = "GraphRuntime";

    private static readonly ActivitySource s_source = new(Name);

    /// <summary>Adds spans and token metrics to a client, unless the application has done so itself.</summary>
    public static IChatClient Observe(IChatClient client) =>
        client.GetService(typeof(OpenTelemetryChatClient)) is null ? new OpenTelemetryChatClient(client, logger: null, sourceName: Name) : client;

    public static Activity? StartTool(ToolInvocation invocation)
    {
        var span = s_source.HasListeners() ? s_source.StartActivity($"execute_tool {invocation.Call.Name}", ActivityKind.Internal) : null;
        span?.SetTag("gen_ai.operation.name", "execute_tool");
        span?.SetTag("gen_ai.tool.name", invocation.Call.Name);
        span?.SetTag("gen_ai.tool.call.id", invocation.Call.Id);
        span?.SetTag("gen_ai.tool.type", "function");
        return span;
    }

    public static void Fail(Activity? span, Exception error)
    {
        span?.SetTag("error.type", error.GetType().FullName);
        span?.SetStatus(ActivityStatusCode.Error);
    }
}
