using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Routing.Patterns;

namespace GraphRuntime.AspNetCore;

/// <summary>
/// Adds parameters and bodies to the descriptions that the framework makes of endpoints, from which its generator makes the OpenAPI document. The usual metadata for a body
/// would also make the router refuse requests whose content type is not JSON, which clients of LangGraph's servers may send.
/// </summary>
internal sealed class DescriptionProvider : IApiDescriptionProvider
{
    private const int AfterEndpoints = -1000;
    private readonly EmptyModelMetadataProvider _models = new();

    public int Order => AfterEndpoints;

    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
        foreach (var endpoint in context.Results)
        {
            if (endpoint.ActionDescriptor.EndpointMetadata?.Contains(DescribedEndpoint.Instance) is true)
            {
                Describe(endpoint, endpoint.ActionDescriptor.EndpointMetadata);
            }
        }
    }

    public void OnProvidersExecuted(ApiDescriptionProviderContext context)
    {
        // Everything is described before the other providers have seen it.
    }

    private void Describe(ApiDescription endpoint, IList<object> metadata)
    {
        foreach (var parameter in RoutePatternFactory.Parse(endpoint.RelativePath ?? "").Parameters)
        {
            Add(endpoint, parameter.Name, typeof(string), BindingSource.Path, isRequired: true);
        }

        foreach (var query in metadata.OfType<DescribedQuery>())
        {
            Add(endpoint, query.Name, query.Type, BindingSource.Query, isRequired: false);
        }

        if (metadata.OfType<DescribedBody>().SingleOrDefault() is { } body)
        {
            Add(endpoint, "body", body.Type, BindingSource.Body, !body.IsOptional);
            endpoint.SupportedRequestFormats.Add(new ApiRequestFormat { MediaType = "application/json" });
        }
    }

    private void Add(ApiDescription endpoint, string name, Type type, BindingSource source, bool isRequired) => endpoint.ParameterDescriptions.Add(new ApiParameterDescription
    {
        Name = name,
        Type = type,
        ModelMetadata = _models.GetMetadataForType(type),
        Source = source,
        IsRequired = isRequired,
    });
}
