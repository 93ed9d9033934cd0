using System.Globalization;
using System.Runtime.CompilerServices;
using GraphRuntime.Checkpointing;
using GraphRuntime.Threads;

namespace GraphRuntime.Testing;

/// <summary>One schedule: the processes, the store, the clock, and what is watched.</summary>
internal sealed class SimulatedWorld
{
    private readonly List<string> _trace = [];
    private readonly List<string> _violations = [];
    private readonly List<string> _touched = [];
    private readonly List<SimulatedProcess> _processes = [];
    private readonly InMemoryCheckpointer _checkpointer = new();
    private readonly SimulatedHosts _hosts;
    private readonly SimulatedChance _chance;
    private readonly SimulatedCallers _callers;
    private readonly DateTimeOffset _start;
    private readonly int? _seed;
    private int _ids;
    private int _lives;
    private bool _harmless;
    private long _events;

    public SimulatedWorld(SimulationOptions options, SimulatedHosts hosts, SimulatedChance chance, int? seed, bool isTraced)
    {
        Options = options;
        IsTraced = isTraced;
        _hosts = hosts;
        _chance = chance;
        _seed = seed;
        _start = hosts.NextBeginning();
        Time = new VirtualTimeProvider(_start);
        Scheduler = new SimulatedScheduler(chance);
        RunStore = new InMemoryRunStore(_checkpointer, Time);
        WrappedRunStore = options.WrapRunStore?.Invoke(RunStore) ?? RunStore;
        WrappedCheckpointer = options.WrapCheckpointer?.Invoke(_checkpointer) ?? _checkpointer;
        Executions = new SimulatedExecutions(this);
        _callers = new SimulatedCallers(this, _processes);
        NewId = () => string.Create(CultureInfo.InvariantCulture, $"id-{++_ids}");
    }

    public SimulationOptions Options { get; }

    public bool IsTraced { get; }

    public Random Random => _chance;

    public SimulatedScheduler Scheduler { get; }

    public VirtualTimeProvider Time { get; }

    public IRunStore RunStore { get; }

    public IRunStore WrappedRunStore { get; }

    public ICheckpointer WrappedCheckpointer { get; }

    public SimulatedExecutions Executions { get; }

    public Func<string> NewId { get; }

    /// <summary>How many events there were.</summary>
    public long Events => _events;

    /// <summary>Whether a fault happens now, which it does once in some times while faults happen at all.</summary>
    public bool Happens(SimulatedFaults fault, int onceIn) => !_harmless && (Options.Faults & fault) != 0 && _chance.Next(onceIn) == onceIn - 1;

    public void Note([InterpolatedStringHandlerArgument("")] SimulatedNote what)
    {
        if (IsTraced)
        {
            _trace.Add(string.Create(CultureInfo.InvariantCulture, $"{_events} {(Time.GetUtcNow() - _start).TotalSeconds:0.0}s: {what.ToText()}"));
        }
    }

    public void Violated(string rule) => _violations.Add(rule);

    /// <summary>A thread may have changed, and is looked at after this event.</summary>
    public void Touched(string threadId)
    {
        if (!_touched.Contains(threadId))
        {
            _touched.Add(threadId);
        }
    }

    public void Admitted(string threadId, string runId, AdmissionResult result, ThreadSnapshot? before) =>
        _violations.AddRange(SimulatedWatch.CheckAdmission(runId, result, before, Snapshot(threadId)));

    public ThreadSnapshot? Snapshot(string threadId) => Now(RunStore.ReadThreadAsync(threadId, CancellationToken.None));

    public StoredRun? Find(string threadId, string runId) => Now(RunStore.GetRunAsync(threadId, runId, CancellationToken.None));

    public SimulationOutcome Run()
    {
        try
        {
            Play();
        }
        catch (Exception exception)
        {
            Violated($"The schedule ended with {exception}");
        }

        return Judge();
    }

    private static T Now<T>(ValueTask<T> done) => done.GetAwaiter().GetResult();

    private void Play()
    {
        for (var i = 0; i < Options.Processes; i++)
        {
            _processes.Add(NewProcess());
        }

        for (var i = 0; i < Options.MessageCount; i++)
        {
            Happen(_chance.Next(25));
            if (_chance.Next(10) > 0)
            {
                _callers.Submit(i);
            }

            if (Options.CancelOneIn > 0 && _chance.Next(Options.CancelOneIn) == Options.CancelOneIn - 1)
            {
                _callers.Cancel();
            }
        }

        Happen(_chance.Next(50));
        _harmless = true;
        while (_events < Options.MaxEvents && _violations.Count == 0 && _callers.AnyInFlight)
        {
            Happen(10);
            _callers.ReleaseHeld();
        }
    }

    private SimulationOutcome Judge()
    {
        if (Scheduler.Escaped is { } escaped)
        {
            Violated($"Something went on on another thread: {escaped}");
        }

        var outcome = new SimulationOutcome
        {
            Seed = _seed,
            Events = _events,
            Runs = _callers.Runs,
            Trace = _trace,
            Checkpointer = _checkpointer,
            RunStore = RunStore,
        };
        foreach (var run in _callers.Runs)
        {
            run.Info = Find(run.Message.ThreadId, run.RunId) is { } stored ? RunInfo.From(stored) : null;
        }

        _violations.AddRange(SimulationRules.Check(_callers.Runs));
        _violations.AddRange(Options.Check?.Invoke(outcome) ?? []);
        return outcome with { Violations = [.. _violations], Choices = _violations.Count > 0 || IsTraced ? SimulatedChoices.Write(_chance.Choices) : "" };
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
            else if (_chance.Next(8) == 7 || !Scheduler.Step())
            {
                PassTime();
            }

            Watch();
        }
    }

    private SimulatedProcess NewProcess()
    {
        var process = _hosts.Take();
        var error = Happens(SimulatedFaults.WrongClocks, 3) ? TimeSpan.FromHours(_chance.Next(49) - 24) : TimeSpan.Zero;
        process.Begin(this, _lives++, error);
        return process;
    }

    private void Crash()
    {
        var index = _chance.Next(_processes.Count);
        var victim = _processes[index];
        victim.Die();
        Scheduler.Forget(victim);
        _processes[index] = NewProcess();
        Note($"process {victim.Number} dies, {_processes[index].Number} comes");
    }

    private void Freeze()
    {
        var process = _processes[_chance.Next(_processes.Count)];
        Note($"process {process.Number} stands still");
        process.Freeze(TimeSpan.FromSeconds(_chance.Next(1, 90)));
    }

    private void PassTime()
    {
        if (Time.NextTimerIn is { } next)
        {
            Time.Advance(next);
        }
    }

    private void Watch()
    {
        foreach (var thread in _touched)
        {
            if (Snapshot(thread) is { } snapshot)
            {
                _violations.AddRange(SimulatedWatch.Check(snapshot));
            }
        }

        _touched.Clear();
    }
}
