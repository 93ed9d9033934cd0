using System.Globalization;
using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>Writes problem documents (RFC 9457). Clients of the field read <c>detail</c>, <c>message</c> and <c>code</c>.</summary>
internal static class ProblemWriter
{
    public static async Task WriteAsync(HttpContext http, ApiException problem)
    {
        http.Response.Clear();
        http.Response.StatusCode = problem.Status;
        http.Response.ContentType = "application/problem+json";
        http.Response.Headers["x-request-id"] = http.TraceIdentifier;
        if (problem.RetryAfter is { } wait)
        {
            http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        var json = new Utf8JsonWriter(http.Response.BodyWriter, WireText.Writer);
        await using (json.ConfigureAwait(false))
        {
            Write(json, problem);
        }
    }

    private static void Write(Utf8JsonWriter json, ApiException problem)
    {
        json.WriteStartObject();
        json.WriteString("type", "about:blank");
        json.WriteString("title", Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(problem.Status));
        json.WriteNumber("status", problem.Status);
        json.WriteString("detail", problem.Message);
        json.WriteString("message", problem.Message);
        json.WriteString("code", problem.Code);
        foreach (var (name, value) in problem.Members)
        {
            WriteMember(json, name, value);
        }

        json.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter json, string name, object? value)
    {
        if (value is not IReadOnlyList<string> list)
        {
            json.WriteString(name, value as string);
            return;
        }

        json.WriteStartArray(name);
        foreach (var item in list)
        {
            json.WriteStringValue(item);
        }

        json.WriteEndArray();
    }
}
