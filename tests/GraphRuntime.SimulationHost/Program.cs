using System.Diagnostics;
using System.Globalization;
using GraphRuntime.Testing;
using GraphRuntime.Testing.Simulations;

// Runs many schedules and prints one line of figures; a schedule that breaks a rule prints the line that replays it, and ends the program with 1.
var options = HostOptions.Parse(args);
if (options.Laws > 0)
{
    return await RandomGraphs.CheckAsync(options.Seed, options.Laws, options.Threads);
}

if (options.Replay is { } choices)
{
    var outcome = new Simulation(options.World()).Replay(choices);
    Console.WriteLine(string.Join('\n', outcome.Trace));
    Console.WriteLine(outcome.Violations.Count == 0 ? "no violation" : string.Join('\n', outcome.Violations));
    return outcome.Violations.Count == 0 ? 0 : 1;
}

const int Block = 500;
var watch = Stopwatch.StartNew();
var next = 0;
var events = 0L;
SimulationFailedException? failure = null;
var threads = Enumerable.Range(0, options.Threads).Select(_ => new Thread(Explore)).ToList();
threads.ForEach(thread => thread.Start());
threads.ForEach(thread => thread.Join());
var processor = Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
var schedules = Math.Min(next, options.Schedules);
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{schedules} schedules from seed {options.Seed}, {events / Math.Max(1, schedules)} events each: {(failure is null ? "0 violations" : "1 VIOLATION")}; {watch.Elapsed.TotalSeconds:0} s, {schedules / processor:0} schedules in a second of processor time"));
Console.WriteLine(failure?.Message);
return failure is null ? 0 : 1;

void Explore()
{
    var simulation = new Simulation(options.World());
    int first;
    while (failure is null && (first = Interlocked.Add(ref next, Block) - Block) < options.Schedules)
    {
        try
        {
            Interlocked.Add(ref events, simulation.Explore(options.Seed + first, Math.Min(Block, options.Schedules - first)));
        }
        catch (SimulationFailedException exception)
        {
            Interlocked.CompareExchange(ref failure, exception, null);
        }
    }
}
