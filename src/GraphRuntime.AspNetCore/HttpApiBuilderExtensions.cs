using GraphRuntime.AspNetCore;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
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

        // The input of a cron has the shape that clients send.
        builder.AddScheduling(static schedules => schedules.ReadInput = static (graph, input) => GraphInput.From(new RunInputs(graph, static () => Guid.NewGuid().ToString()).ReadUpdate(input)));
        builder.Services.AddRouting();
        builder.Services.TryAddSingleton<IValidateOptions<HttpApiOptions>, HttpApiOptionsValidator>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<CoordinatorOptions>, RequestRoom>());
        builder.Services.TryAddSingleton<HttpApi>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Transient<IApiDescriptionProvider, DescriptionProvider>());
        builder.Services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, new DescribedTypes()));
        builder.Services.AddHostedService<TemporaryThreads>();
        AddWebhooks(builder.Services, configure);
        return builder;
    }

    /// <summary>Adds the health check of the coordinator (<see cref="CoordinatorHealthCheck"/>): it executes runs, and its store answers.</summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The name of the check.</param>
    /// <returns>The health checks.</returns>
    public static IHealthChecksBuilder AddGraphRuntime(this IHealthChecksBuilder builder, string name = "graphruntime")
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddCheck<CoordinatorHealthCheck>(name);
    }

    /// <summary>A completion callback costs one write a run, so it is registered only where a webhook is allowed.</summary>
    private static void AddWebhooks(IServiceCollection services, Action<HttpApiOptions>? configure)
    {
        var options = new HttpApiOptions();
        configure?.Invoke(options);
        if (options.Webhooks.AllowedHosts.Count > 0)
        {
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IRunCompletionCallback, WebhookCallback>());
        }
    }
}
