using Microsoft.Extensions.Logging;

namespace GraphRuntime.Diagnostics;

/// <summary>What a graph writes to its log, with a coordinator and without one. Ids, names and types only, never states.</summary>
internal static partial class GraphLog
{
    [LoggerMessage(1001, LogLevel.Debug, "Run {RunId} of graph {Graph} on thread {ThreadId} ended as {End}")]
    public static partial void RunEnded(ILogger logger, string runId, string graph, string? threadId, string end);

    [LoggerMessage(1002, LogLevel.Debug, "Run {RunId} of graph {Graph} on thread {ThreadId} failed in node {Node} with {Type}")]
    public static partial void RunFailed(ILogger logger, string runId, string graph, string? threadId, string? node, string type);

    [LoggerMessage(1003, LogLevel.Warning, "Run {RunId} of graph {Graph} on thread {ThreadId}: attempt {Attempt} at node {Node} failed with {Type}; it is tried again")]
    public static partial void NodeRetried(ILogger logger, string runId, string graph, string? threadId, string node, int attempt, string type);

    [LoggerMessage(1004, LogLevel.Warning, "Run {RunId} of graph {Graph} on thread {ThreadId}: code that is registered on the cancellation token of node {Node} threw")]
    public static partial void CancellationThrew(ILogger logger, Exception exception, string runId, string graph, string? threadId, string? node);
}
