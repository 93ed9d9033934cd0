using System.Globalization;
using GraphRuntime.Checkpointing;
using GraphRuntime.Threads;

namespace GraphRuntime.Testing;

/// <summary>One schedule: the processes, the store, the clock, and what is watched.</summary>
internal sealed class SimulatedWorld
{
    private readonly List<string> _trace = [];
    private readonly List<string> _violations = [];
    private readonly List<SimulatedRun> _runs = [];
    private readonly HashSet<string> _threads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _fences = new(StringComparer.Ordinal);
    private readonly List<SimulatedProcess> _processes = [];
    private readonly InMemoryCheckpointer _checkpointer = new();
    private readonly DateTimeOffset _start;
    private readonly int _seed;
    private int _ids;
    private bool _harmless;
    private long _events;

    public SimulatedWorld(SimulationOptions options, int seed)
    {
        Options = options;
        _seed = seed;
        _start = Time.GetUtcNow();
#pragma warning disable CA5394 // Chance that can be repeated is the point.
        Random = new Random(seed);
#pragma warning restore CA5394
        Scheduler = new SimulatedScheduler(Random);
        RunStore = new InMemoryRunStore(_checkpointer, Time);
        WrappedRunStore = options.WrapRunStore?.Invoke(RunStore) ?? RunStore;
        WrappedCheckpointer = options.WrapCheckpointer?.Invoke(_checkpointer) ?? _checkpointer;
        for (var i = 0; i < options.Processes; i++)
        {
            _processes.Add(new SimulatedProcess(this, i));
        }
    }

    public SimulationOptions Options { get; }

    public Random Random { get; }

    public SimulatedScheduler Scheduler { get; }

    public VirtualTimeProvider Time { get; } = new();

    public IRunStore RunStore { get; }

    public IRunStore WrappedRunStore { get; }

    public ICheckpointer WrappedCheckpointer { get; }

    public Func<string> NewId => () => $"id-{++_ids:d4}";

    /// <summary>Whether a fault happens now, which it does once in some times while faults happen at all.</summary>
    public bool Happens(SimulatedFaults fault, int onceIn) => !_harmless && (Options.Faults & fault) != 0 && Random.Next(onceIn) == 0;

    public void Note(string what) => _trace.Add(string.Create(CultureInfo.InvariantCulture, $"{_events} {(Time.GetUtcNow() - _start).TotalSeconds:0.0}s: {what}"));

    public void Violated(string rule) => _violations.Add(rule);

    public void Claimed(ClaimedRun run)
    {
        Note($"{run.Lease.RunId} is claimed under {run.Lease.Epoch}");
        if (_fences.TryGetValue(run.Lease.ThreadId, out var last) && run.Lease.Epoch <= last)
        {
            Violated($"I8 {run.Lease.RunId} got the fence {run.Lease.Epoch} after {last} had been given out");
        }

        _fences[run.Lease.ThreadId] = run.Lease.Epoch;
    }

    public SimulationOutcome Run()
    {
        for (var i = 0; i < Options.MessageCount; i++)
        {
            Happen(Random.Next(25));
            Submit(i);
        }

        Happen(Random.Next(50));
        _harmless = true;
        while (_events < Options.MaxEvents && _violations.Count == 0 && _threads.Any(thread => Snapshot(thread) is { Runs.Count: > 0 }))
        {
            Happen(1);
        }

        return Judge();
    }

    private SimulationOutcome Judge()
    {
        var outcome = new SimulationOutcome
        {
            Seed = _seed,
            Events = _events,
            Runs = _runs,
            Trace = _trace,
            Checkpointer = _checkpointer,
            RunStore = RunStore,
        };
        foreach (var run in _runs)
        {
            var stored = RunStore.GetRunAsync(run.Message.ThreadId, run.RunId, CancellationToken.None).AsTask().Result;
            run.Info = stored is null ? null : RunInfo.From(stored);
        }

        _violations.AddRange(SimulationRules.Check(_runs));
        _violations.AddRange(Options.Check?.Invoke(outcome) ?? []);
        return outcome with { Violations = [.. _violations] };
    }

    private void Submit(int number)
    {
        var message = Options.Messages(number, Random);
        var process = _processes[Random.Next(_processes.Count)];
        var run = new SimulatedRun { RunId = $"r{number}", Message = message, SentAt = _events };
        _runs.Add(run);
        _threads.Add(message.ThreadId);
        Note($"{run.RunId} {message.Options.MultitaskStrategy} is sent to process {process.Number}");
        _ = SubmitAsync(process, run);
    }

    private async Task SubmitAsync(SimulatedProcess process, SimulatedRun run)
    {
        try
        {
            var options = run.Message.Options with { RunId = run.RunId };
            await process.Coordinator.CreateRunAsync(run.Message.ThreadId, run.Message.GraphName, run.Message.Input, options).ConfigureAwait(false);
            run.AcceptedAt = _events;
            Note($"{run.RunId} is accepted");
        }
        catch (GraphRuntimeException exception)
        {
            run.Refusal = exception;
            Note($"{run.RunId} gets {exception.GetType().Name}");
        }
    }

    private void Happen(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _events++;
            if (Happens(SimulatedFaults.Crashes, 80))
            {
                Crash();
            }
            else if (Happens(SimulatedFaults.Freezes, 80))
            {
                Freeze();
            }
            else if (Random.Next(8) == 0 || !Scheduler.Step())
            {
                PassTime();
            }

            foreach (var thread in _threads)
            {
                Watch(thread);
            }
        }
    }

    private void Crash()
    {
        var index = Random.Next(_processes.Count);
        _processes[index].Die();
        _processes[index] = new SimulatedProcess(this, _processes[index].Number + Options.Processes);
        Note($"process {_processes[index].Number - Options.Processes} dies, {_processes[index].Number} comes");
    }

    private void Freeze()
    {
        var process = _processes[Random.Next(_processes.Count)];
        Note($"process {process.Number} stands still");
        process.Freeze(TimeSpan.FromSeconds(Random.Next(1, 90)));
    }

    private void PassTime()
    {
        if (Time.NextTimerIn is { } next)
        {
            Time.Advance(next);
        }
    }

    private ThreadSnapshot? Snapshot(string threadId) => RunStore.ReadThreadAsync(threadId, CancellationToken.None).AsTask().Result;

    private void Watch(string threadId)
    {
        if (Snapshot(threadId) is not { } thread)
        {
            return;
        }

        var running = thread.Runs.Where(run => run.Status == RunStatus.Running).ToList();
        if (running.Count > 1)
        {
            Violated($"I1 {running[0].RunId} and {running[1].RunId} run at the same time");
        }

        if (running.Count == 1 && thread.Runs.Any(run => !run.Delayed && run.Sequence < running[0].Sequence))
        {
            Violated($"I2 {running[0].RunId} runs before its turn");
        }

        if ((thread.Thread.Status == ThreadStatus.Busy) != (thread.Runs.Count > 0))
        {
            Violated($"thread {threadId} is {thread.Thread.Status} with {thread.Runs.Count} runs in flight");
        }
    }
}
