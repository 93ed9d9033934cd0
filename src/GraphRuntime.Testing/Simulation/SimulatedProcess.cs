using System.Diagnostics.CodeAnalysis;
using GraphRuntime.Checkpointing;
using GraphRuntime.Execution;
using GraphRuntime.Graphs;
using GraphRuntime.Threads;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace GraphRuntime.Testing;

/// <summary>
/// One process: its own services and coordinator over the stores that all share. The services and compiled graphs are made once and serve many schedules;
/// <see cref="Begin"/> gives them a new life in another world.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A process dies with its world; what it owned has nothing to let go of.")]
internal sealed class SimulatedProcess : IWorkDispatcher, IIdSource
{
    private readonly SimulatedClock _clock;
    private readonly SimulatedLog _log;
    private readonly SimulatedRunStore _runStore;
    private readonly Dictionary<string, IThreadGraph> _graphs;
    private SimulatedWorld? _world;
    private ThreadRunCoordinator? _coordinator;
    private DateTimeOffset _frozenUntil;

    public SimulatedProcess(SimulationOptions options)
    {
        _clock = new SimulatedClock(this);
        _log = new SimulatedLog(this);
        var calls = new SimulatedCalls(this);
        _runStore = new SimulatedRunStore(this, calls);
        var services = Services(options, new SimulatedCheckpointer(this, calls));
        _graphs = services.GetServices<GraphRegistration>()
            .ToDictionary(graph => graph.Name, IThreadGraph (graph) => new SimulatedGraph(graph.Create(services), this), StringComparer.Ordinal);
    }

    public int Number { get; private set; }

    public SimulatedWorld World => _world!;

    public ThreadRunCoordinator Coordinator => _coordinator!;

    public bool IsDead { get; private set; }

    public bool IsFrozen => _frozenUntil != default && _frozenUntil > World.Time.GetUtcNow();

    public void Begin(SimulatedWorld world, int number, TimeSpan clockError)
    {
        (_world, Number, IsDead, _frozenUntil, _clock.Error) = (world, number, false, default, clockError);
        _coordinator = new ThreadRunCoordinator(new CoordinatorServices
        {
            Store = _runStore,
            Graphs = _graphs.GetValueOrDefault,
            Options = SimulatedTimes.Options,
            Time = _clock,
            Logger = _log,
            NewId = NewId,
            Dispatcher = this,
        });
        _ = _coordinator.StartAsync();
    }

    public string NewId() => World.NewId();

    public void Post(Action work) => World.Scheduler.Post(this, work);

    public void Die() => IsDead = true;

    public void Freeze(TimeSpan time)
    {
        _frozenUntil = World.Time.GetUtcNow() + time;
        World.Time.CreateTimer(_ => World.Note($"process {Number} goes on"), null, time, Timeout.InfiniteTimeSpan);
    }

    private ServiceProvider Services(SimulationOptions options, SimulatedCheckpointer checkpointer)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_clock);
        services.AddSingleton<IWorkDispatcher>(this);
        services.AddSingleton<IIdSource>(this);
        services.AddSingleton<ILoggerFactory>(_log);
        var builder = services.AddGraphRuntime();
        services.Replace(ServiceDescriptor.Singleton<ICheckpointer>(checkpointer));
        services.Replace(ServiceDescriptor.Singleton<IRunStore>(_runStore));
        options.Graphs(builder);
        return services.BuildServiceProvider();
    }
}
