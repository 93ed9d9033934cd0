using GraphRuntime.AspNetCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace GraphRuntime;

/// <summary>Adds what the HTTP endpoints need to the services.</summary>
public static class HttpApiBuilderExtensions
{
    /// <summary>Adds the services of the HTTP endpoints, which <c>app.MapGraphRuntime()</c> maps.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Configures them.</param>
    /// <returns>The builder.</returns>
    public static GraphRuntimeBuilder AddHttpApi(this GraphRuntimeBuilder builder, Action<HttpApiOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = builder.Services.AddOptions<HttpApiOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        builder.Services.AddRouting();
        builder.Services.TryAddSingleton<IValidateOptions<HttpApiOptions>, HttpApiOptionsValidator>();
        builder.Services.TryAddSingleton<HttpApi>();
        return builder;
    }
}
