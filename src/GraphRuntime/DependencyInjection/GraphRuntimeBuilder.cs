using GraphRuntime.Checkpointing;
using GraphRuntime.Graphs;
using GraphRuntime.Stores;
using GraphRuntime.Threads;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GraphRuntime;

/// <summary>Registers graphs and storage. Made by <c>services.AddGraphRuntime()</c>.</summary>
public sealed class GraphRuntimeBuilder
{
    internal GraphRuntimeBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Registers a graph as a keyed singleton <see cref="CompiledGraph{TState}"/>. It is compiled when the host starts, or on first use.</summary>
    /// <typeparam name="TState">The state.</typeparam>
    /// <param name="name">The name, which is the key.</param>
    /// <param name="build">Adds nodes and edges.</param>
    /// <param name="options">What is fixed at compile time; what it leaves open (checkpointer, services, time, logging) comes from the services.</param>
    /// <returns>This builder.</returns>
    public GraphRuntimeBuilder AddGraph<TState>(string name, Action<StateGraph<TState>> build, CompileOptions? options = null)
        where TState : class, IGraphState<TState>
    {
        ArgumentNullException.ThrowIfNull(build);
        return AddGraph<TState>(name, (_, graph) => build(graph), options);
    }

    /// <summary>Registers a graph that needs services while it is built.</summary>
    /// <typeparam name="TState">The state.</typeparam>
    /// <param name="name">The name, which is the key.</param>
    /// <param name="build">Adds nodes and edges.</param>
    /// <param name="options">What is fixed at compile time.</param>
    /// <returns>This builder.</returns>
    public GraphRuntimeBuilder AddGraph<TState>(string name, Action<IServiceProvider, StateGraph<TState>> build, CompileOptions? options = null)
        where TState : class, IGraphState<TState>
    {
        ArgumentNullException.ThrowIfNull(build);
        return AddGraph(
            name,
            provider =>
            {
                var graph = StateGraph.Create<TState>(name);
                build(provider, graph);
                return graph;
            },
            options);
    }

    /// <summary>Registers a graph over a schema that is made at run time.</summary>
    /// <param name="name">The name, which is the key.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="build">Adds nodes and edges.</param>
    /// <param name="options">What is fixed at compile time.</param>
    /// <returns>This builder.</returns>
    public GraphRuntimeBuilder AddGraph(string name, StateSchema<JsonState> schema, Action<StateGraph<JsonState>> build, CompileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(build);
        return AddGraph(
            name,
            _ =>
            {
                var graph = StateGraph.Create(schema, name);
                build(graph);
                return graph;
            },
            options);
    }

    /// <summary>Registers storage that replaces the one in memory. Packages of stores call it.</summary>
    /// <param name="name">What the storage is, for messages: <c>SQLite</c>.</param>
    /// <param name="checkpointer">Gets the checkpointer.</param>
    /// <param name="runs">Gets the run store.</param>
    /// <param name="store">Gets the long-term store.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidOperationException">Storage is registered already: two would each have a part of the threads.</exception>
    public GraphRuntimeBuilder UseStorage(
        string name, Func<IServiceProvider, ICheckpointer> checkpointer, Func<IServiceProvider, IRunStore> runs, Func<IServiceProvider, IStore> store)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(checkpointer);
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(store);
        if (Services.FirstOrDefault(static service => service.ServiceType == typeof(StorageRegistration)) is { ImplementationInstance: StorageRegistration other })
        {
            throw new InvalidOperationException($"{name} cannot be added: {other.Name} is registered already, and an application has one storage. Remove one of the two.");
        }

        Services.AddSingleton(new StorageRegistration(name));
        Services.Replace(ServiceDescriptor.Singleton(checkpointer));
        Services.Replace(ServiceDescriptor.Singleton(provider => runs(provider).WithCodec(provider.GetService<ICheckpointCodec>())));
        Services.Replace(ServiceDescriptor.Singleton(provider => store(provider).WithCodec(provider.GetService<ICheckpointCodec>())));
        return this;
    }

    private GraphRuntimeBuilder AddGraph<TState>(string name, Func<IServiceProvider, StateGraph<TState>> build, CompileOptions? options)
        where TState : class
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (Services.Any(s => s.ServiceType == typeof(GraphRegistration) && ((GraphRegistration)s.ImplementationInstance!).Name == name))
        {
            throw new ArgumentException($"A graph named '{name}' is registered already. Give each graph a name of its own.", nameof(name));
        }

        Services.AddKeyedSingleton(name, (provider, _) =>
        {
            var complete = Complete(options ?? CompileOptions.Default, provider);
            var graph = build(provider).Compile(complete, EngineServices(complete, provider));
            NodeDependencies.Check(graph.Definition, complete.Services);
            return graph;
        });
        Services.AddSingleton(new GraphRegistration(name, provider => new ThreadGraph<TState>(name, provider.GetRequiredKeyedService<CompiledGraph<TState>>(name))));
        return this;
    }

    private static CompileOptions Complete(CompileOptions options, IServiceProvider provider) => options with
    {
        Checkpointer = options.Checkpointer ?? provider.GetService<ICheckpointer>(),
        Codec = options.Codec ?? provider.GetService<ICheckpointCodec>(),
        Services = options.Services ?? provider,
        TimeProvider = options.TimeProvider ?? provider.GetService<TimeProvider>(),
        LoggerFactory = options.LoggerFactory ?? provider.GetService<ILoggerFactory>(),
    };

    private static EngineServices EngineServices(CompileOptions options, IServiceProvider provider) => new()
    {
        Time = options.TimeProvider ?? TimeProvider.System,
        Provider = options.Services,
        Codec = options.Codec,
        MaxValueBytes = options.MaxValueBytes,
        Logger = options.LoggerFactory?.CreateLogger("GraphRuntime") ?? NullLogger.Instance,
        NewId = (provider.GetService<IIdSource>() ?? RandomIds.Instance).NewId,
        Dispatch = provider.GetService<IWorkDispatcher>() is { } dispatcher ? dispatcher.Post : Graphs.EngineServices.Default.Dispatch,
    };
}
