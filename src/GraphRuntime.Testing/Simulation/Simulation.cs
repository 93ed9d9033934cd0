using System.Runtime.ExceptionServices;

namespace GraphRuntime.Testing;

/// <summary>
/// Runs several processes with their coordinators and graphs on one thread, in virtual time, in an order that a seed chooses, while things go wrong. The same
/// seed gives the same schedule. After every event it is checked that no thread has two running runs or a status that does not fit its runs; at the end, that
/// everything accepted has ended, in order, and that nobody wrote who was not the owner. An instance is used by one thread at a time.
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
    private const int ShrinkingTries = 3000;

    private readonly SimulationOptions _options;
    private readonly SimulatedHosts _hosts;

    /// <summary>Creates a simulation.</summary>
    /// <param name="options">What is simulated.</param>
    public Simulation(SimulationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Processes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MessageCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxEvents, 1);
        _options = options;
        _hosts = new SimulatedHosts(options);
    }

    /// <summary>Runs one schedule.</summary>
    /// <param name="seed">Which one.</param>
    /// <returns>How it ended; look at <see cref="SimulationOutcome.Violations"/>.</returns>
    public SimulationOutcome Run(int seed)
    {
        SimulationOutcome? outcome = null;
        OnThreadOfItsOwn(() => outcome = Play(new SimulatedChance(seed), seed, isTraced: true));
        return outcome!;
    }

    /// <summary>Runs a schedule that was found and made smaller.</summary>
    /// <param name="choices">Its <see cref="SimulationOutcome.Choices"/>.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="FormatException">These are no choices.</exception>
    public SimulationOutcome Replay(string choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        var given = SimulatedChoices.Read(choices);
        SimulationOutcome? outcome = null;
        OnThreadOfItsOwn(() => outcome = Play(new SimulatedChance(given), null, isTraced: true) with { Choices = choices });
        return outcome!;
    }

    /// <summary>Runs many schedules, until one breaks a rule, which is then made smaller: fewer messages, faults and events.</summary>
    /// <param name="firstSeed">The seed of the first.</param>
    /// <param name="count">How many.</param>
    /// <returns>How many events there were.</returns>
    /// <exception cref="SimulationFailedException">A rule was broken; the first line of the message replays the schedule.</exception>
    public long Explore(int firstSeed, int count)
    {
        var events = 0L;
        OnThreadOfItsOwn(() =>
        {
            for (var i = 0; i < count; i++)
            {
                var seed = unchecked(firstSeed + i);
                var outcome = Play(new SimulatedChance(seed), seed, isTraced: false);
                events += outcome.Events;
                if (outcome.Violations.Count > 0)
                {
                    throw Failed(outcome, seed);
                }
            }
        });
        return events;
    }

    private SimulationFailedException Failed(SimulationOutcome found, int seed)
    {
        var small = new SimulationShrinker(choices => Play(new SimulatedChance(choices), seed, isTraced: false), ShrinkingTries).Shrink(found);
        var traced = Play(new SimulatedChance(SimulatedChoices.Read(small.Choices)), seed, isTraced: true);
        if (traced.Violations.Count == 0)
        {
            // A schedule that depends on the ones before it is a fault of its own: the processes of the simulation serve many schedules.
            traced = traced with { Violations = [.. found.Violations.Select(static violation => $"{violation} (not in a replay)")] };
        }

        return new SimulationFailedException(traced with { Choices = small.Choices });
    }

    private SimulationOutcome Play(SimulatedChance chance, int? seed, bool isTraced)
    {
        var outcome = new SimulatedWorld(_options, _hosts, chance, seed, isTraced).Run();
        _hosts.TakeBackAll();
        return outcome;
    }

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
