using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GraphRuntime.AspNetCore;

/// <summary>One request, with what its handler needs to read and answer it.</summary>
internal sealed class ApiRequest(HttpContext http, HttpApi api, string? owner)
{
    public HttpContext Http { get; } = http;

    public HttpApi Api { get; } = api;

    /// <summary>The name of the caller; <see langword="null"/> where callers share everything.</summary>
    public string? Owner { get; } = owner;

    public ThreadRunCoordinator Coordinator => Api.Coordinator;

    public CancellationToken Aborted => Http.RequestAborted;

    /// <summary>A part of the path. An encoded slash in it survives.</summary>
    public string Route(string name) => RawPath.Segment(Http, name) ?? (string)Http.Request.RouteValues[name]!;

    public string? Query(string name) => Http.Request.Query.TryGetValue(name, out var values) && values.Count > 0 && values[^1] is { Length: > 0 } value ? value : null;

    /// <summary>A parameter that may be repeated; a JSON list in one parameter is taken apart, too.</summary>
    public IReadOnlyList<string> QueryList(string name) => [.. Http.Request.Query[name].OfType<string>().SelectMany(static text => text.StartsWith('[') ? ReadList(text) : [text])];

    public bool Flag(string name, bool fallback = false) => Query(name) switch
    {
        null => fallback,
        "1" or "true" or "True" => true,
        "0" or "false" or "False" => false,
        _ => throw ApiException.Invalid("invalid_argument", $"'{name}' is true or false."),
    };

    public int Number(string name, int fallback) => Query(name) is not { } text
        ? fallback
        : int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : throw ApiException.Invalid("invalid_argument", $"'{name}' is a whole number.");

    /// <summary>Checks a page: 1 to the configured limit, from 0 on.</summary>
    public (int Limit, int Offset) Page(int limit, int offset) => limit >= 1 && limit <= Api.Options.MaxPageSize && offset >= 0
        ? (limit, offset)
        : throw ApiException.Invalid("invalid_argument", $"'limit' is from 1 to {Api.Options.MaxPageSize}, and 'offset' is not negative.");

    public async ValueTask<T> BodyAsync<T>(JsonTypeInfo<T> info)
        where T : class => await OptionalBodyAsync(info).ConfigureAwait(false) ?? throw ApiException.Bad("The body is missing.");

    /// <summary>The body, or <see langword="null"/> where there is none.</summary>
    public async ValueTask<T?> OptionalBodyAsync<T>(JsonTypeInfo<T> info)
        where T : class
    {
        if (Http.Request.ContentLength == 0 || (Http.Request.ContentLength is null && Http.Request.Headers.TransferEncoding.Count == 0 && Http.Request.Protocol == "HTTP/1.1"))
        {
            return null;
        }

        return await JsonSerializer.DeserializeAsync(Http.Request.Body, info, Aborted).ConfigureAwait(false);
    }

    public async Task WriteAsync(Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK)
    {
        Http.Response.StatusCode = status;
        Http.Response.ContentType = "application/json";
        var json = new Utf8JsonWriter(Http.Response.BodyWriter, WireText.Writer);
        await using (json.ConfigureAwait(false))
        {
            write(json);
        }
    }

    public Task WriteListAsync<T>(IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write) => WriteAsync(json =>
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            write(json, item);
        }

        json.WriteEndArray();
    });

    public void Done(int status = StatusCodes.Status204NoContent) => Http.Response.StatusCode = status;

    private static IEnumerable<string> ReadList(string text)
    {
        using var document = JsonDocument.Parse(text);
        return [.. document.RootElement.EnumerateArray().Select(static item => item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText())];
    }
}
