using GraphRuntime.Checkpointing;
using GraphRuntime.Threads;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace GraphRuntime.Testing;

/// <summary>One process: its own services and coordinator over the stores that all share.</summary>
internal sealed class SimulatedProcess : IWorkDispatcher
{
    private readonly SimulatedWorld _world;
    private DateTimeOffset _frozenUntil;

    public SimulatedProcess(SimulatedWorld world, int number)
    {
        _world = world;
        Number = number;
        Coordinator = Create().GetRequiredService<ThreadRunCoordinator>();
        _ = Coordinator.StartAsync();
    }

    public int Number { get; }

    public ThreadRunCoordinator Coordinator { get; }

    public bool IsDead { get; private set; }

    public bool IsFrozen => _frozenUntil > _world.Time.GetUtcNow();

    public void Post(Action work) => _world.Scheduler.Post(this, work);

    public void Die() => IsDead = true;

    public void Freeze(TimeSpan time)
    {
        _frozenUntil = _world.Time.GetUtcNow() + time;
        _world.Time.CreateTimer(_ => _world.Note($"process {Number} goes on"), null, time, Timeout.InfiniteTimeSpan);
    }

    private ServiceProvider Create()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_world.Time);
        services.AddSingleton<IWorkDispatcher>(this);
        services.AddSingleton(_world.NewId);
        services.AddSingleton<ILoggerFactory>(new SimulatedLog(_world, this));
        var builder = services.AddGraphRuntime(static options =>
        {
            options.MaxAttempts = 1000;
            options.CancellationGrace = TimeSpan.FromSeconds(5);
        });
        var calls = new SimulatedCalls(_world, this);
        services.Replace(ServiceDescriptor.Singleton<ICheckpointer>(new SimulatedCheckpointer(_world.WrappedCheckpointer, calls)));
        services.Replace(ServiceDescriptor.Singleton<IRunStore>(new SimulatedRunStore(_world.WrappedRunStore, calls, _world)));
        _world.Options.Graphs(builder);
        return services.BuildServiceProvider();
    }
}
