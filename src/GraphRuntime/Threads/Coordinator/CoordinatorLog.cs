using Microsoft.Extensions.Logging;

namespace GraphRuntime.Threads;

/// <summary>What a coordinator writes to its log. Ids and statuses only, never inputs, outputs or metadata.</summary>
internal static partial class CoordinatorLog
{
    [LoggerMessage(2001, LogLevel.Information, "Run {RunId} of graph {Graph} on thread {ThreadId}: admitted with {Applied} (asked for {Requested}), {Ahead} ahead, {Displaced} displaced")]
    public static partial void Admitted(ILogger logger, string threadId, string runId, string graph, MultitaskStrategy requested, MultitaskStrategy applied, int ahead, int displaced);

    [LoggerMessage(2002, LogLevel.Warning, "Run of graph {Graph} on thread {ThreadId}: refused with {Requested} because of {Refusal}, {InFlight} in flight")]
    public static partial void Refused(ILogger logger, string threadId, string graph, MultitaskStrategy requested, AdmissionRefusal refusal, int inFlight);

    [LoggerMessage(2003, LogLevel.Debug, "Run {RunId} on thread {ThreadId}: the same id or key was admitted before")]
    public static partial void Duplicate(ILogger logger, string threadId, string runId);

    [LoggerMessage(2004, LogLevel.Debug, "Run {RunId} on thread {ThreadId}: decided by rule: {Rule}")]
    public static partial void RuleMatched(ILogger logger, string threadId, string runId, string rule);

    [LoggerMessage(2010, LogLevel.Debug, "Run {RunId} on thread {ThreadId}: attempt {Attempt} ended as {Status} (stop reason {Stop}); no status means that the run was taken away")]
    public static partial void AttemptEnded(ILogger logger, string threadId, string runId, int attempt, RunStatus? status, StopReason stop);

    [LoggerMessage(2011, LogLevel.Error, "Run {RunId} on thread {ThreadId} failed in node {Node} with {Type}")]
    public static partial void RunFailed(ILogger logger, Exception? exception, string threadId, string runId, string? node, string type);

    [LoggerMessage(2026, LogLevel.Debug, "Run {RunId} on thread {ThreadId} failed because of this exception")]
    public static partial void RunFailedBecause(ILogger logger, Exception exception, string threadId, string runId);

    [LoggerMessage(2012, LogLevel.Warning, "Run {RunId} on thread {ThreadId} did not stop within {Grace}; it is taken away, and nothing it still does is stored. Let its nodes observe their cancellation token")]
    public static partial void BodyAbandoned(ILogger logger, string threadId, string runId, TimeSpan grace);

    [LoggerMessage(2013, LogLevel.Debug, "Run {RunId} on thread {ThreadId}: the body ended after it was given up")]
    public static partial void BodyEndedLate(ILogger logger, string threadId, string runId);

    [LoggerMessage(2014, LogLevel.Error, "Run {RunId} on thread {ThreadId}: the end could not be stored; another attempt follows when the lease is over")]
    public static partial void SettleFailed(ILogger logger, Exception exception, string threadId, string runId);

    [LoggerMessage(2015, LogLevel.Warning, "Run {RunId} on thread {ThreadId}: events could not be stored; the attempt is given up")]
    public static partial void EventsLost(ILogger logger, Exception exception, string threadId, string runId);

    [LoggerMessage(2016, LogLevel.Error, "Run {RunId} on thread {ThreadId} was displaced, and its input does not fit its graph any more; it is dropped")]
    public static partial void OwedInputDropped(ILogger logger, Exception exception, string threadId, string runId);

    [LoggerMessage(2017, LogLevel.Warning, "Run {RunId} on thread {ThreadId}: what the thread waits for could not be read; it rests as before")]
    public static partial void PauseUnknown(ILogger logger, Exception exception, string threadId, string runId);

    [LoggerMessage(2018, LogLevel.Warning, "Run {RunId} on thread {ThreadId}: a callback of the cancellation token failed")]
    public static partial void CancellationCallbackFailed(ILogger logger, Exception exception, string threadId, string runId);

    [LoggerMessage(2019, LogLevel.Warning, "Run {RunId} on thread {ThreadId}: a completion callback failed at try {Attempt}")]
    public static partial void CallbackFailed(ILogger logger, Exception exception, string threadId, string runId, int attempt);

    [LoggerMessage(2023, LogLevel.Error, "Run {RunId} on thread {ThreadId}: its end was not taken by the completion callbacks in {Attempts} tries; it is not told again")]
    public static partial void CallbackGivenUp(ILogger logger, string threadId, string runId, int attempts);

    [LoggerMessage(2021, LogLevel.Information, "Effect of run {RunId} on thread {ThreadId}, which was rolled back, was undone by {Compensation} at try {Attempt}")]
    public static partial void Compensated(ILogger logger, string runId, string threadId, string compensation, int attempt);

    [LoggerMessage(2022, LogLevel.Error, "Effect of run {RunId} on thread {ThreadId}, which was rolled back, could not be undone by {Compensation} at try {Attempt}")]
    public static partial void CompensationFailed(ILogger logger, Exception exception, string runId, string threadId, string compensation, int attempt);

    [LoggerMessage(2025, LogLevel.Debug, "Effect of run {RunId} on thread {ThreadId}, which was rolled back, is left to the next run to be undone by {Compensation}: this run was taken away")]
    public static partial void CompensationLeft(ILogger logger, Exception exception, string runId, string threadId, string compensation);

    [LoggerMessage(2020, LogLevel.Warning, "Run {RunId} on thread {ThreadId} was taken from its owner after attempt {Attempt}: now {Status} ({Reason})")]
    public static partial void Reaped(ILogger logger, string threadId, string runId, RunStatus status, RunStatusReason reason, int attempt);

    [LoggerMessage(2024, LogLevel.Warning, "Run {RunId} on thread {ThreadId} lost its owner before; it goes into its last attempt, {Attempt}, apart from others like it")]
    public static partial void Quarantined(ILogger logger, string threadId, string runId, int attempt);

    [LoggerMessage(2032, LogLevel.Warning, "Runs of graph {Graph} wait: this process does not have the graph. They are left to a process that has it")]
    public static partial void GraphNotHere(ILogger logger, string graph);

    [LoggerMessage(2033, LogLevel.Warning, "Run {RunId} on thread {ThreadId} is given back: this process does not have its graph, or the graph of an input that is owed before it")]
    public static partial void GivenBackWithoutGraph(ILogger logger, string threadId, string runId);

    [LoggerMessage(2034, LogLevel.Warning, "Run {RunId} on thread {ThreadId} is given back: the state of the thread has version {StoredVersion}, and this process reads versions up to {CurrentVersion}")]
    public static partial void GivenBackWithNewerState(ILogger logger, string threadId, string runId, int storedVersion, int currentVersion);

    [LoggerMessage(2030, LogLevel.Warning, "The run store failed ({Problem}); it is tried again")]
    public static partial void StoreFailed(ILogger logger, Exception exception, StorageProblem problem);

    [LoggerMessage(2031, LogLevel.Error, "The {Loop} loop met an unexpected error; it goes on")]
    public static partial void LoopFailed(ILogger logger, Exception exception, string loop);

    [LoggerMessage(2040, LogLevel.Information, "Coordinator {Owner} started")]
    public static partial void Started(ILogger logger, string owner);

    [LoggerMessage(2042, LogLevel.Warning, "Somebody waits for a run, but this coordinator was not started, so it executes none. Start the host, or call StartAsync, unless other processes execute the runs")]
    public static partial void WaitsUnstarted(ILogger logger);

    [LoggerMessage(2043, LogLevel.Warning, "Coordinator {Owner} stopped, but the store or a node did not end in time; {Left} run(s) were not given back and come back when their leases end")]
    public static partial void StopIncomplete(ILogger logger, Exception? exception, string owner, int left);

    [LoggerMessage(2044, LogLevel.Information, "Threads, runs and checkpoints are in memory and end with this process; add a store, for instance with AddSqlite or AddPostgres, to keep them")]
    public static partial void InMemory(ILogger logger);

    [LoggerMessage(2045, LogLevel.Information, "Retention removed {Count} {What}")]
    public static partial void Retained(ILogger logger, string what, long count);

    [LoggerMessage(2041, LogLevel.Information, "Coordinator {Owner} stopped; {Active} run(s) were given back")]
    public static partial void Stopped(ILogger logger, string owner, int active);
}
