using GraphRuntime;
using GraphRuntime.Checkpointing;
using GraphRuntime.Graphs;
using GraphRuntime.Stores;
using GraphRuntime.Threads;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the graph runtime to the services of an application.</summary>
public static class GraphRuntimeServiceCollectionExtensions
{
    /// <summary>
    /// Adds graphs, storage in memory, and <see cref="ThreadRunCoordinator"/>, which a host starts and stops. Storage that lasts is added with the builder
    /// (<c>AddSqlite</c>, <c>AddPostgres</c>).
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Configures the coordinator.</param>
    /// <returns>The builder.</returns>
    public static GraphRuntimeBuilder AddGraphRuntime(this IServiceCollection services, Action<CoordinatorOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<CoordinatorOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddSingleton<IValidateOptions<CoordinatorOptions>, CoordinatorOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<InMemoryCheckpointer>();
        services.TryAddSingleton<ICheckpointer>(static p => p.GetRequiredService<InMemoryCheckpointer>());
        services.TryAddSingleton<IRunStore>(static p => new InMemoryRunStore(p.GetRequiredService<InMemoryCheckpointer>(), p.GetRequiredService<TimeProvider>()).WithCodec(p.GetService<ICheckpointCodec>()));
        services.TryAddSingleton<IStore>(static p => new InMemoryStore(p.GetRequiredService<InMemoryCheckpointer>(), p.GetRequiredService<TimeProvider>()).WithCodec(p.GetService<ICheckpointCodec>()));
        services.TryAddSingleton<GraphRegistry>();
        services.TryAddSingleton(static p => new GraphCatalog(p.GetRequiredService<GraphRegistry>()));
        services.TryAddSingleton(static p => new ThreadRunCoordinator(Services(p)));
        services.TryAddSingleton(typeof(ThreadClient<>));
        services.TryAddKeyedSingleton(typeof(ThreadClient<>), KeyedService.AnyKey, typeof(ThreadClient<>));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, CoordinatorHostedService>());
        return new GraphRuntimeBuilder(services);
    }

    private static CoordinatorServices Services(IServiceProvider provider)
    {
        var registry = provider.GetRequiredService<GraphRegistry>();
        var (time, dispatcher) = (provider.GetRequiredService<TimeProvider>(), provider.GetService<IWorkDispatcher>());
        return new CoordinatorServices
        {
            Store = provider.GetRequiredService<IRunStore>(),
            Checkpointer = provider.GetService<ICheckpointer>(),
            LongTermStore = provider.GetService<IStore>(),
            Graphs = registry.Find,
            GraphNames = registry.Names,
            Options = provider.GetRequiredService<IOptions<CoordinatorOptions>>().Value,
            Time = time,
            HasOwnHeartbeat = dispatcher is null && time == TimeProvider.System,
            Logger = (provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("GraphRuntime.Threads"),
            NewId = (provider.GetService<IIdSource>() ?? RandomIds.Instance).NewId,
            Dispatcher = dispatcher ?? ThreadPoolDispatcher.Instance,
            Callbacks = new ScopedCallbacks(provider),
        };
    }
}
