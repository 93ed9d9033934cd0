using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace GraphRuntime.Studio;

/// <summary>Turns exceptions into problem documents (RFC 9457). What a user of the page cannot act on is a 500 without details.</summary>
internal static class StudioProblems
{
    /// <summary>The answer for an exception, or <see langword="null"/> where only the log has the reason.</summary>
    public static StudioException? From(Exception exception) => exception switch
    {
        StudioException known => known,
        ExpressionException expression => new(StatusCodes.Status422UnprocessableEntity, "invalid_expression", expression.Message) { Position = expression.Position, Length = expression.Length },
        RunConflictException => StudioException.Conflict("thread_busy", "Runs of the thread are in flight. Wait for them, pause them, or cancel them."),
        RunGuardedException => StudioException.Conflict("run_guarded", exception.Message),
        ThreadPausedException => StudioException.Conflict("thread_paused", exception.Message),
        ThreadExistsException => StudioException.Conflict("thread_exists", exception.Message),
        StaleEpochException or StaleHeadException => StudioException.Conflict("thread_changed", "The thread was changed meanwhile. Load it again."),
        ThreadNotFoundException => StudioException.NotFound("thread_not_found", exception.Message),
        RunNotFoundException => StudioException.NotFound("run_not_found", exception.Message),
        GraphNotFoundException => StudioException.NotFound("graph_not_found", exception.Message),
        CheckpointNotFoundException => StudioException.NotFound("checkpoint_not_found", exception.Message),
        AnswerException answer => new(StatusCodes.Status422UnprocessableEntity, answer.IsMismatch ? "answer_mismatch" : "no_such_interrupt", answer.Message),
        QueueFullException => new(StatusCodes.Status429TooManyRequests, "queue_full", exception.Message),
        LimitExceededException => new(StatusCodes.Status413PayloadTooLarge, "body_too_large", exception.Message),
        StorageException or ObjectDisposedException => new(StatusCodes.Status503ServiceUnavailable, "storage_unavailable", "The store did not answer, or the server is stopping."),
        BadHttpRequestException bad => new(bad.StatusCode, bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? "body_too_large" : "invalid_argument", bad.Message),
        JsonException json => StudioException.Invalid($"The body is not what this endpoint takes: {json.Message}"),
        GraphRuntimeException or ArgumentException => StudioException.Invalid(exception.Message),
        _ => null,
    };

    public static Task WriteAsync(HttpContext http, StudioException problem)
    {
        http.Response.StatusCode = problem.Status;
        http.Response.ContentType = "application/problem+json";
        http.Response.Headers.CacheControl = "no-store";
        return JsonSerializer.SerializeAsync(http.Response.Body, Describe(problem), StudioJson.Default.StudioProblem, http.RequestAborted);
    }

    public static StudioProblem Describe(StudioException problem) => new()
    {
        Title = ReasonPhrases.GetReasonPhrase(problem.Status),
        Status = problem.Status,
        Detail = problem.Message,
        Code = problem.Code,
        Position = problem.Position,
        Length = problem.Length,
    };
}
