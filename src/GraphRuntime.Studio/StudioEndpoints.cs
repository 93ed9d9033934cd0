using GraphRuntime.Studio;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the studio.</summary>
public static class StudioEndpoints
{
    /// <summary>Maps the page of the studio and its endpoints. Conventions of the result, for example authorization, hold for all of them.</summary>
    /// <param name="routes">The application, or a group of it. Its services have the graphs (<c>AddGraphRuntime</c>).</param>
    /// <param name="prefix">Where the page is found.</param>
    /// <param name="configure">Configures it.</param>
    /// <returns>The group.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static RouteGroupBuilder MapGraphRuntimeStudio(this IEndpointRouteBuilder routes, string prefix = "/studio", Action<StudioOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ArgumentNullException.ThrowIfNull(prefix);
        var options = new StudioOptions();
        configure?.Invoke(options);
        options.Check();
        var group = routes.MapGroup(prefix);
        group.ExcludeFromDescription();
        StudioRoutes.Map(new StudioMap(group, new StudioServices(routes.ServiceProvider, options)));
        return group;
    }
}
