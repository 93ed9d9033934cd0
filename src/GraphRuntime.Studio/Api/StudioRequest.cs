using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GraphRuntime.Studio;

/// <summary>One request, with what its handler needs to read and answer it.</summary>
internal sealed class StudioRequest(HttpContext http, StudioServices services)
{
    public const int MaxPage = 500;

    public HttpContext Http { get; } = http;

    public StudioServices Services { get; } = services;

    public ThreadRunCoordinator Coordinator => Services.Coordinator;

    public CancellationToken Aborted => Http.RequestAborted;

    public string ThreadId => Route("thread");

    /// <summary>A part of the path. Routing decodes it, except for an encoded slash.</summary>
    public string Route(string name) => ((string)Http.Request.RouteValues[name]!).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    public string? Query(string name) => Http.Request.Query.TryGetValue(name, out var values) && values.Count > 0 && values[^1] is { Length: > 0 } value ? value : null;

    public long? Number(string name) => Query(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw StudioException.Invalid($"'{name}' is a whole number.");

    public int Number(string name, int fallback, int least, int most) => Number(name) is not { } number ? fallback
        : number >= least && number <= most ? (int)number
        : throw StudioException.Invalid($"'{name}' is from {least} to {most}.");

    /// <summary>Which part of a list was asked for.</summary>
    public (int Limit, int Offset) Page(int limit = 50) => (Number("limit", limit, 1, MaxPage), Number("offset", 0, 0, int.MaxValue - MaxPage));

    public async ValueTask<T> BodyAsync<T>(JsonTypeInfo<T> info)
        where T : class
    {
        WriteGuard.RequireJson(Http.Request);
        return await JsonSerializer.DeserializeAsync(Http.Request.Body, info, Aborted).ConfigureAwait(false) ?? throw StudioException.Invalid("The body is missing.");
    }

    /// <summary>The body; a new one where there is none.</summary>
    public async ValueTask<T> OptionalBodyAsync<T>(JsonTypeInfo<T> info)
        where T : class, new() => Http.Request.ContentLength is null or 0 && Http.Request.ContentType is null ? new T() : await BodyAsync(info).ConfigureAwait(false);

    public Task AnswerAsync<T>(T value, JsonTypeInfo<T> info, int status = StatusCodes.Status200OK)
    {
        Http.Response.StatusCode = status;
        Http.Response.ContentType = "application/json; charset=utf-8";
        Http.Response.Headers.CacheControl = "no-store";
        return JsonSerializer.SerializeAsync(Http.Response.Body, value, info, Aborted);
    }

    public Task AnswerNothingAsync()
    {
        Http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
