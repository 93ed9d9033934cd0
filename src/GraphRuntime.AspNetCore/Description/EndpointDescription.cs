namespace GraphRuntime.AspNetCore;

/// <summary>Metadata of an endpoint: documents describe it (<see cref="DescriptionProvider"/>).</summary>
internal sealed class DescribedEndpoint
{
    public static DescribedEndpoint Instance { get; } = new();
}

/// <summary>Metadata of an endpoint: the JSON that it takes.</summary>
internal sealed record DescribedBody(Type Type, bool IsOptional);

/// <summary>Metadata of an endpoint: a parameter of its query.</summary>
internal sealed record DescribedQuery(string Name, Type Type);

/// <summary>Describes what an endpoint takes and answers. The handlers read and write JSON themselves, so nothing is described by their signatures.</summary>
internal static class EndpointDescription
{
    /// <summary>What every endpoint has: parameters in its path, and the ways in which each may fail.</summary>
    public static TBuilder Describe<TBuilder>(this TBuilder endpoint, string pattern)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.WithMetadata(DescribedEndpoint.Instance);
        endpoint.Fails(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status500InternalServerError, StatusCodes.Status503ServiceUnavailable);
        return pattern.Contains('{', StringComparison.Ordinal) ? endpoint.Fails(StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity) : endpoint;
    }

    public static TBuilder Takes<TBuilder>(this TBuilder endpoint, Type body, bool isOptional = false)
        where TBuilder : IEndpointConventionBuilder => endpoint
            .WithMetadata(new DescribedBody(body, isOptional))
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status422UnprocessableEntity);

    public static TBuilder Query<TBuilder>(this TBuilder endpoint, Type type, params ReadOnlySpan<string> names)
        where TBuilder : IEndpointConventionBuilder
    {
        foreach (var name in names)
        {
            endpoint.WithMetadata(new DescribedQuery(name, type));
        }

        return endpoint.Fails(StatusCodes.Status400BadRequest, StatusCodes.Status422UnprocessableEntity);
    }

    public static TBuilder Answers<TBuilder>(this TBuilder endpoint, Type type, string contentType = "application/json")
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, type, [contentType]));

    /// <summary>The endpoint answers with server-sent events.</summary>
    public static TBuilder AnswersEvents<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.Answers(typeof(string), SseWriter.ContentType);

    /// <summary>The endpoint answers without a body.</summary>
    public static TBuilder AnswersNothing<TBuilder>(this TBuilder endpoint, int status = StatusCodes.Status204NoContent)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(void)));

    /// <summary>The endpoint may fail with a problem document.</summary>
    public static TBuilder Fails<TBuilder>(this TBuilder endpoint, params ReadOnlySpan<int> statuses)
        where TBuilder : IEndpointConventionBuilder
    {
        foreach (var status in statuses)
        {
            endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(WireProblem), ["application/problem+json"]));
        }

        return endpoint;
    }
}
