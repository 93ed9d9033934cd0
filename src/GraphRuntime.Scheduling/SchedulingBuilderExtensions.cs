using GraphRuntime.Scheduling;
using GraphRuntime.Stores;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace GraphRuntime;

/// <summary>Adds schedules to an application.</summary>
public static class SchedulingBuilderExtensions
{
    /// <summary>Adds <see cref="GraphSchedules"/>, and executes schedules while the host runs.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Configures the execution.</param>
    /// <returns>The builder.</returns>
    public static GraphRuntimeBuilder AddScheduling(this GraphRuntimeBuilder builder, Action<SchedulingOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = builder.Services.AddOptions<SchedulingOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SchedulingOptions>, SchedulingOptionsValidator>());
        builder.Services.TryAddSingleton(static provider => new GraphSchedules(provider.GetRequiredService<IStore>(), provider.GetRequiredService<TimeProvider>()));
        builder.Services.TryAddSingleton(static provider => Pass(provider));
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ScheduleWorker>(static provider => new ScheduleWorker(
            provider.GetRequiredService<SchedulePass>(),
            provider.GetRequiredService<GraphSchedules>(),
            OptionsOf(provider),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ScheduleWorker>>())));
        return builder;
    }

    /// <summary>Declares a schedule in code. Every process that declares it executes it, and each tick is one run. Ticks count from the first start on.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="id">The id of the schedule, 1 to 200 characters. Its progress is stored under it.</param>
    /// <param name="cron">The ticks (<see cref="GraphSchedule.Cron"/>).</param>
    /// <param name="graphName">The registered name of the graph.</param>
    /// <param name="input">Makes the input of a run from its tick (UTC).</param>
    /// <param name="configure">Changes the schedule, for example its time zone.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidScheduleException">The schedule says something that is not possible.</exception>
    public static GraphRuntimeBuilder AddSchedule(
        this GraphRuntimeBuilder builder, string id, string cron, string graphName, Func<DateTimeOffset, GraphInput?> input, Func<GraphSchedule, GraphSchedule>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentException.ThrowIfNullOrEmpty(cron);
        ArgumentException.ThrowIfNullOrEmpty(graphName);
        ArgumentNullException.ThrowIfNull(input);
        var schedule = new GraphSchedule { Id = id, Cron = cron, GraphName = graphName };
        schedule = (configure?.Invoke(schedule) ?? schedule) with { Id = id };
        ScheduleCheck.Check(schedule);
        if (builder.Services.Any(service => service.ImplementationInstance is DeclaredSchedule other && other.Schedule.Id == id))
        {
            throw new InvalidScheduleException(id, "It is declared already. Give each schedule an id of its own.");
        }

        builder.Services.AddSingleton(new DeclaredSchedule(schedule, input));
        return builder.AddScheduling();
    }

    private static SchedulingOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<SchedulingOptions>>().Value;

    private static SchedulePass Pass(IServiceProvider provider)
    {
        var options = OptionsOf(provider);
        var starter = new TickStarter(
            provider.GetRequiredService<ThreadRunCoordinator>(), provider.GetRequiredService<GraphCatalog>(), provider.GetRequiredService<GraphSchedules>(), options, provider.GetRequiredService<ILogger<TickStarter>>());
        return new SchedulePass(
            provider.GetRequiredService<GraphSchedules>(),
            new ScheduleBook(provider.GetRequiredService<IStore>()),
            starter,
            provider.GetServices<DeclaredSchedule>(),
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SchedulePass>>());
    }
}
