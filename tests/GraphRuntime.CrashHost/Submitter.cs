using System.Globalization;

namespace GraphRuntime.CrashHost;

/// <summary>Sends one run after the other, to any thread, with any strategy of the mix.</summary>
internal sealed class Submitter(HostOptions options, ThreadRunCoordinator coordinator, OperationsLog log)
{
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
        var poison = _random.Next(100) < options.Poison ? "!" : "";
        var run = string.Create(CultureInfo.InvariantCulture, $"{options.Id}-{number}{poison}");
        var generation = options.Generation > 0 ? number / options.Generation : 0;
        var thread = string.Create(CultureInfo.InvariantCulture, $"t{(generation * options.Threads) + _random.Next(options.Threads)}");
        var strategy = options.Mix[_random.Next(options.Mix.Count)];
        run = strategy == MultitaskStrategy.Steer ? SteeredRuns.Name(run) : run;
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

    private async Task<string> OutcomeAsync(string run, string thread, MultitaskStrategy strategy)
    {
        try
        {
            var options = new RunOptions { RunId = run, MultitaskStrategy = strategy };
            await coordinator.CreateRunAsync(thread, CrashGraph.Name, Input(run), options);
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
        SteeredRuns.IsSteered(run) ? new CrashState.Update { Steered = [run] } : new CrashState.Update { Run = run };
}
