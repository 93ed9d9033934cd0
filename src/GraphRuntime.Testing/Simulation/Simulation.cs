using System.Runtime.ExceptionServices;

namespace GraphRuntime.Testing;

/// <summary>
/// Runs several processes with their coordinators and graphs on one thread, in virtual time, in an order that a seed chooses, while things go wrong. The same
/// seed gives the same schedule. After every event it is checked that no thread has two running runs or a status that does not fit its runs; at the end, that
/// everything accepted has ended, in order, and that nobody wrote who was not the owner.
/// </summary>
/// <remarks>
/// <code>
/// var simulation = new Simulation(new SimulationOptions
/// {
///     Graphs = graphs => graphs.AddGraph&lt;ChatState&gt;("chat", Build),
///     Messages = (number, random) => new("thread", "chat", new ChatState.Update { Messages = [$"m{number}"] }, new RunOptions()),
/// });
/// simulation.Explore(firstSeed: 0, count: 1000);   // throws SimulationFailedException
/// simulation.Run(17);                              // replays one schedule
/// </code>
/// </remarks>
public sealed class Simulation
{
    private readonly SimulationOptions _options;

    /// <summary>Creates a simulation.</summary>
    /// <param name="options">What is simulated.</param>
    public Simulation(SimulationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Processes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MessageCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxEvents, 1);
        _options = options;
    }

    /// <summary>Runs one schedule.</summary>
    /// <param name="seed">Which one.</param>
    /// <returns>How it ended; look at <see cref="SimulationOutcome.Violations"/>.</returns>
    public SimulationOutcome Run(int seed)
    {
        SimulationOutcome? outcome = null;
        OnThreadOfItsOwn(() => outcome = new SimulatedWorld(_options, seed).Run());
        return outcome!;
    }

    /// <summary>Runs many schedules, until one breaks a rule.</summary>
    /// <param name="firstSeed">The seed of the first.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="SimulationFailedException">A rule was broken; the message replays the schedule.</exception>
    public void Explore(int firstSeed, int count) => OnThreadOfItsOwn(() =>
    {
        for (var i = 0; i < count; i++)
        {
            var outcome = new SimulatedWorld(_options, unchecked(firstSeed + i)).Run();
            if (outcome.Violations.Count > 0)
            {
                throw new SimulationFailedException(outcome);
            }
        }
    });

    /// <summary>A test may run under a synchronization context or a task scheduler, which would take continuations to other threads.</summary>
    private static void OnThreadOfItsOwn(Action work)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                work();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
    }
}
