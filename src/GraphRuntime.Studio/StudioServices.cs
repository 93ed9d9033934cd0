using GraphRuntime.Checkpointing;
using GraphRuntime.Threads;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace GraphRuntime.Studio;

/// <summary>What the endpoints work with. Services of the host are asked for by the first request, so that mapping compiles no graph.</summary>
internal sealed class StudioServices(IServiceProvider services, StudioOptions options)
{
    private readonly Lazy<DebugSessions> _sessions = new(() => DebugSessions.Create(services, options));
    private readonly Lazy<LifecycleBook> _lifecycles = new(() => new LifecycleBook(services.GetRequiredService<ThreadRunCoordinator>()));

    public StudioOptions Options { get; } = options;

    public ThreadRunCoordinator Coordinator => services.GetRequiredService<ThreadRunCoordinator>();

    public GraphCatalog Graphs => services.GetRequiredService<GraphCatalog>();

    public ICheckpointer Checkpointer => services.GetRequiredService<ICheckpointer>();

    public IRunStore RunStore => services.GetRequiredService<IRunStore>();

    public TimeProvider Time => services.GetRequiredService<TimeProvider>();

    public CancellationToken Stopping => services.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None;

    public ILogger Logger => (services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("GraphRuntime.Studio");

    public DebugSessions Sessions => _sessions.Value;

    public LifecycleBook Lifecycles => _lifecycles.Value;

    public StreamCount Streams { get; } = new(options.MaxOpenStreams);
}
