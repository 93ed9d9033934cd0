using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.AspNetCore;

/// <summary>Turns exceptions into answers. What an application cannot act on is a 500 without details.</summary>
internal static class Problems
{
    private const string BusyText = "Thread is already running a task. Wait for it to finish or choose a different multitask strategy.";
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(1);

    /// <summary>The answer for an exception, or <see langword="null"/> where the caller must not see the reason.</summary>
    public static ApiException? From(Exception exception, HttpApiOptions options) => exception switch
    {
        ApiException known => known,
        RunConflictException busy => Busy(busy, options),
        QueueFullException full => new(StatusCodes.Status429TooManyRequests, "queue_full", full.Message) { RetryAfter = s_soon },
        LimitExceededException large => new(StatusCodes.Status413PayloadTooLarge, "limit_exceeded", large.Message),
        RunGuardedException guarded => ApiException.Conflict("run_guarded", guarded.Message),
        ThreadPausedException paused => ApiException.Conflict("thread_paused", paused.Message),
        ThreadExistsException exists => ApiException.Conflict("thread_exists", exists.Message),
        StaleEpochException or StaleHeadException => ApiException.Conflict("thread_changed", "The thread was changed by somebody else meanwhile. Read it again."),
        ThreadNotFoundException => new(StatusCodes.Status404NotFound, "thread_not_found", exception.Message),
        RunNotFoundException => new(StatusCodes.Status404NotFound, "run_not_found", "Run not found"),
        GraphNotFoundException => new(StatusCodes.Status404NotFound, "graph_not_found", exception.Message),
        CheckpointNotFoundException => new(StatusCodes.Status404NotFound, CheckpointIds.NotFoundCode, exception.Message),
        AnswerException answer => Answer(answer),
        UnknownMultitaskStrategyException or InvalidBreakpointException or UnknownNodeException or InvalidUpdateException or AmbiguousEditException
            or EmptyInputException or Scheduling.InvalidScheduleException or StateSerializationException or RouteException => ApiException.Invalid("invalid_argument", exception.Message),
        StorageException => new(StatusCodes.Status503ServiceUnavailable, "storage_unavailable", "The store did not answer.") { RetryAfter = s_soon },
        ObjectDisposedException => new(StatusCodes.Status503ServiceUnavailable, "stopping", "The server is stopping.") { RetryAfter = s_soon },
        BadHttpRequestException bad => new(bad.StatusCode, bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? "body_too_large" : "bad_request", bad.Message),
        JsonException json => ApiException.Bad($"The body is not what this endpoint takes: {json.Message}"),
        ArgumentException argument => ApiException.Invalid("invalid_argument", argument.Message),
        _ => null,
    };

    private static ApiException Busy(RunConflictException busy, HttpApiOptions options) =>
        new(options.ConflictStatus, "thread_busy", BusyText) { Members = { ["active_run_ids"] = busy.ActiveRunIds } };

    private static ApiException Answer(AnswerException answer) => new(StatusCodes.Status422UnprocessableEntity, answer.IsMismatch ? "invalid_argument" : "no_such_interrupt", answer.Message)
    {
        Members = { ["interrupt_id"] = answer.InterruptId, ["open_interrupt_ids"] = answer.OpenInterruptIds },
    };
}
