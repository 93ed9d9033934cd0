using System.Globalization;

namespace GraphRuntime.CrashHost;

/// <summary>Sends one run after the other, to any thread, with any strategy of the mix.</summary>
internal sealed class Submitter(HostOptions options, ThreadRunCoordinator coordinator, OperationsLog log)
{
    /// <summary>The name of the value of a run that says which run it is.</summary>
    public const string Value = "run";

    private const int LongestDelayMs = 1000;

    private readonly Random _random = new(options.Seed);

    /// <summary>How many runs were sent so far.</summary>
    public int Submitted { get; private set; }

    public async Task RunAsync(Task ended)
    {
        for (; !ended.IsCompleted; Submitted++)
        {
            await SubmitAsync(Submitted);
            await Task.WhenAny(ended, Task.Delay(TimeSpan.FromMilliseconds(_random.Next(options.SubmitMs * 2 + 1)), TimeProvider.System));
        }
    }

    private async Task SubmitAsync(int number)
    {
        var isPoisonous = _random.Next(100) < options.Poison;
        var generation = options.Generation > 0 ? number / options.Generation : 0;
        var thread = string.Create(CultureInfo.InvariantCulture, $"t{(generation * options.Threads) + _random.Next(options.Threads)}");
        var strategy = options.Mix[_random.Next(options.Mix.Count)];
        var run = NameOf(string.Create(CultureInfo.InvariantCulture, $"{options.Id}-{number}"), strategy, isPoisonous);
        log.Write("submit", json =>
        {
            json.WriteString("r", run);
            json.WriteString("th", thread);
            json.WriteString("strat", strategy.ToString().ToLowerInvariant());
        });
        var outcome = await OutcomeAsync(run, thread, strategy);
        log.Write("submitted", json =>
        {
            json.WriteString("r", run);
            json.WriteString("th", thread);
            json.WriteString("out", outcome);
        });
    }

    private string NameOf(string run, MultitaskStrategy strategy, bool isPoisonous) =>
        strategy == MultitaskStrategy.Steer ? RunNames.Steered(run)
        : isPoisonous ? RunNames.Poisonous(run)
        : strategy == MultitaskStrategy.Enqueue && _random.Next(100) < options.Delayed ? RunNames.Delayed(run)
        : run;

    private async Task<string> OutcomeAsync(string run, string thread, MultitaskStrategy strategy)
    {
        try
        {
            await coordinator.CreateRunAsync(thread, CrashGraph.Name, Input(run), new RunOptions
            {
                RunId = run,
                MultitaskStrategy = strategy,
                Delay = RunNames.IsDelayed(run) ? TimeSpan.FromMilliseconds(_random.Next(1, LongestDelayMs)) : TimeSpan.Zero,
                Config = new RunConfig { Context = new Dictionary<string, object?> { [Value] = run } },
            });
            return "created";
        }
        catch (RunConflictException)
        {
            return "conflict";
        }
        catch (QueueFullException)
        {
            return "queue_full";
        }
        catch (StorageException exception) when (exception.IsTransient)
        {
            return "error";
        }
        catch (Exception exception)
        {
            log.Error(exception.ToString());
            return "error";
        }
    }

    /// <summary>A steered input leaves the name of the run that takes it as it is.</summary>
    private static CrashState.Update Input(string run) =>
        RunNames.IsSteered(run) ? new CrashState.Update { Steered = [run] } : new CrashState.Update { Run = run };
}
