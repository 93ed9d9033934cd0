using System.Globalization;

namespace GraphRuntime.Testing;

/// <summary>Those who send messages and cancel runs.</summary>
internal sealed class SimulatedCallers(SimulatedWorld world, IReadOnlyList<SimulatedProcess> processes)
{
    /// <summary>How many events pass between two messages that release a thread.</summary>
    private const int Patience = 100;

    private readonly List<SimulatedRun> _runs = [];
    private readonly HashSet<string> _threads = new(StringComparer.Ordinal);
    private long _releasedAt;

    public IReadOnlyList<SimulatedRun> Runs => _runs;

    public bool AnyInFlight => _threads.Any(thread => world.Snapshot(thread) is { Runs.Count: > 0 });

    public void Submit(int number) => Submit(number, world.Options.Messages(number, world.Random));

    /// <summary>Asks for the cancellation of one of the runs that were sent.</summary>
    public void Cancel()
    {
        var process = processes[world.Random.Next(processes.Count)];
        if (_runs.Count > 0)
        {
            var run = _runs[world.Random.Next(_runs.Count)];
            run.IsCancelled = true;
            world.Note($"the cancellation of {run.RunId} is sent to process {process.Number}");
            _ = CancelAsync(process, run);
        }
    }

    /// <summary>Sends the message that lets a thread go on where every run in flight waits for an answer, if there is such a message.</summary>
    public void ReleaseHeld()
    {
        if (world.Options.Releases is { } releases && world.Events >= _releasedAt + Patience
            && _threads.FirstOrDefault(thread => world.Snapshot(thread) is { Runs.Count: > 0 } snapshot && snapshot.Runs.All(static run => run.Held)) is { } held)
        {
            _releasedAt = world.Events;
            Submit(_runs.Count == 0 ? 0 : int.Parse(_runs[^1].RunId.AsSpan(1), CultureInfo.InvariantCulture) + 1, releases(held, world.Random));
        }
    }

    private static async Task CancelAsync(SimulatedProcess process, SimulatedRun run)
    {
        try
        {
            await process.Coordinator.CancelRunAsync(run.Message.ThreadId, run.RunId).ConfigureAwait(false);
        }
        catch (GraphRuntimeException)
        {
            // The run is not there, or the store is away: whether it was cancelled is known from its record.
        }
    }

    private void Submit(int number, SimulatedMessage message)
    {
        var process = processes[world.Random.Next(processes.Count)];
        var run = new SimulatedRun { RunId = string.Create(CultureInfo.InvariantCulture, $"r{number}"), Message = message, SentAt = world.Events };
        _runs.Add(run);
        _threads.Add(message.ThreadId);
        world.Note($"{run.RunId} {message.Options.MultitaskStrategy} is sent to process {process.Number}");
        _ = SubmitAsync(process, run);
    }

    private async Task SubmitAsync(SimulatedProcess process, SimulatedRun run)
    {
        try
        {
            var options = run.Message.Options with { RunId = run.RunId };
            await process.Coordinator.CreateRunAsync(run.Message.ThreadId, run.Message.GraphName, run.Message.Input, options).ConfigureAwait(false);
            run.AcceptedAt = world.Events;
            world.Note($"{run.RunId} is accepted");
        }
        catch (GraphRuntimeException exception)
        {
            run.Refusal = exception;
            world.Note($"{run.RunId} gets {exception.GetType().Name}");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            world.Violated($"{run.RunId} was not taken: {exception.Message}");
        }
    }
}
