using GraphRuntime.Checkpointing;
using GraphRuntime.Threads;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace GraphRuntime.Studio;

/// <summary>What the endpoints work with. Services of the host are asked for by the first request, so that mapping compiles no graph.</summary>
internal sealed class StudioServices
{
    private readonly IServiceProvider _services;
    private readonly Lazy<DebugSessions> _sessions;
    private readonly Lazy<LifecycleBook> _lifecycles;

    public StudioServices(IServiceProvider services, StudioOptions options)
    {
        _services = services;
        Options = options;
        Streams = new(options.MaxOpenStreams);
        Lists = new(this);
        _sessions = new(() => new DebugSessions(Coordinator, options, Time, Logger, Stopping));
        _lifecycles = new(() => new LifecycleBook(RunStore));
    }

    public StudioOptions Options { get; }

    public ThreadRunCoordinator Coordinator => _services.GetRequiredService<ThreadRunCoordinator>();

    public GraphCatalog Graphs => _services.GetRequiredService<GraphCatalog>();

    public ICheckpointer Checkpointer => _services.GetRequiredService<ICheckpointer>();

    public IRunStore RunStore => _services.GetRequiredService<IRunStore>();

    public TimeProvider Time => _services.GetRequiredService<TimeProvider>();

    public CancellationToken Stopping => _services.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None;

    public ILogger Logger => (_services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("GraphRuntime.Studio");

    public DebugSessions Sessions => _sessions.Value;

    public LifecycleBook Lifecycles => _lifecycles.Value;

    public StreamCount Streams { get; }

    /// <summary>Lists of all threads, for the streams that follow them.</summary>
    public LiveLists Lists { get; }
}
