using GraphRuntime.AspNetCore.Tests.Rest;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.AspNetCore.Tests.OpenApi;

public sealed class ApiDocumentTests
{
    /// <summary>Operations that take no body although their method could.</summary>
    private static readonly string[] s_withoutBody = ["POST /threads/{thread}/copy", "POST /threads/{thread}/runs/{run}/cancel"];

    [Fact]
    public async Task Every_endpoint_is_described_with_its_parameters_body_answers_and_failures()
    {
        await using var host = await ApiHost.StartAsync();
        var document = await ApiDocument.ReadAsync(host);

        var mapped = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(static endpoint => endpoint.Metadata.GetMetadata<ITagsMetadata>() is not null)
            .Select(static endpoint => $"{endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0]} {endpoint.RoutePattern.RawText!["/api".Length..]}");

        document.Operations.Keys.Should().BeEquivalentTo(mapped).And.HaveCountGreaterThan(50);
        document.Operations.SelectMany(operation => Gaps(document, operation.Key, operation.Value)).Should().BeEmpty();
    }

    private static IEnumerable<string> Gaps(ApiDocument document, string name, JsonElement operation)
    {
        foreach (var part in name.Split('/').Where(static part => part.StartsWith('{')))
        {
            if (!operation.TryGetProperty("parameters", out var parameters) || !parameters.EnumerateArray().Any(p => p.GetProperty("in").ValueEquals("path") && p.GetProperty("name").ValueEquals(part.Trim('{', '}'))))
            {
                yield return $"{name}: parameter {part}";
            }
        }

        var takesBody = !name.StartsWith("GET", StringComparison.Ordinal) && !name.StartsWith("DELETE /threads", StringComparison.Ordinal)
            && !name.StartsWith("DELETE /assistants", StringComparison.Ordinal) && !name.StartsWith("DELETE /runs", StringComparison.Ordinal) && !s_withoutBody.Contains(name);
        var body = ApiDocument.BodyOf(operation);
        if (takesBody != body is not null || (body is { } schema && !HasMembers(document, schema)))
        {
            yield return $"{name}: body";
        }

        if (!operation.GetProperty("responses").EnumerateObject().Any(static response => response.Name is "200" or "204" or "101"))
        {
            yield return $"{name}: answer";
        }

        int[] failures = [401, 403, 500, 503, .. name.Contains('{', StringComparison.Ordinal) ? [404, 422] : (int[])[], .. takesBody ? [400, 413, 422] : (int[])[]];
        foreach (var status in failures.Where(status => ApiDocument.ResponseOf(operation, status) is not { } failure || !IsProblem(document, failure)))
        {
            yield return $"{name}: failure {status}";
        }
    }

    private static bool HasMembers(ApiDocument document, JsonElement schema)
    {
        schema = document.Resolve(schema);
        return schema.TryGetProperty("items", out var items) ? HasMembers(document, items) : schema.TryGetProperty("properties", out var members) && members.EnumerateObject().Any();
    }

    private static bool IsProblem(ApiDocument document, JsonElement response) =>
        document.Resolve(response.GetProperty("content").GetProperty("application/problem+json").GetProperty("schema")).GetProperty("properties").TryGetProperty("code", out _);
}
