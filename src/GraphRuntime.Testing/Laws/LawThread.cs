using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Testing.Laws;

/// <summary>One thread that is run in one way, from its first input to the end of its last.</summary>
internal sealed class LawThread<TState>(GraphLawSubject<TState> subject, WayToRun way)
    where TState : class
{
    /// <summary>The largest number of supersteps of a run, for every graph in it.</summary>
    public const int RecursionLimit = 500;

    // In the log, in the result that began the log, beside a checkpoint that could not be left at once, and in an input that was stored alone.
    private const int MostCopies = 4;

    // A graph under test has few nodes: a thread that needs more calls goes round in circles.
    private const int MostCalls = 2_000;

    private readonly RunConfig _config = new()
    {
        InterruptBefore = way.StopBefore ? [Graph.AllNodes] : null,
        InterruptAfter = way.StopAfter ? [Graph.AllNodes] : null,
        Durability = way.Durability,
        RecursionLimit = RecursionLimit,
        StreamModes = StreamModes.Updates | StreamModes.Tasks,
    };

    private readonly CopyCounter? _counter = way.CountsCopies && subject.WrittenOnce is { } text ? new CopyCounter(subject.Checkpointer, text) : null;
    private readonly CallsInFlight _inFlight = new();
    private LawEvents<TState>? _events;
    private GraphThread _thread = new(Unique.Name("law"));
    private CompiledGraph<TState>? _graph;
    private int _crashes;
    private int _failures;
    private int _calls;

    /// <summary>How many processes ended, and how many runs failed.</summary>
    public int Interruptions => _crashes + _failures;

    /// <summary>Runs all inputs, and returns the state after each.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        var states = new List<string>();
        foreach (var input in subject.Inputs)
        {
            var before = await HeadAsync(cancellationToken).ConfigureAwait(false);
            Events()?.Add(input);
            var state = await FinishAsync(_thread, input, before, cancellationToken).ConfigureAwait(false);
            state = way.ReplayFrom < 0 ? state : await ReplayAsync(before, state, cancellationToken).ConfigureAwait(false);
            states.Add(Events() is { } events ? Describe(events.Sum()) : state);
            await KeepHouseAsync(cancellationToken).ConfigureAwait(false);
            if (way.ReplaysHistory is { } mode)
            {
                await new LawHistory<TState>(Process(), _thread).CheckAsync(mode, cancellationToken).ConfigureAwait(false);
            }
        }

        return _counter?.Copies > MostCopies ? throw new InvalidOperationException($"'{subject.WrittenOnce}' was written once and is stored {_counter.Copies} times.") : states;
    }

    /// <summary>
    /// Calls the graph until the run that an input begins has ended. The first call may begin at an earlier checkpoint. While the newest checkpoint is still the one
    /// from before the input, the input is not stored yet.
    /// </summary>
    private async Task<string> FinishAsync(GraphThread thread, GraphInput<TState> input, long? before, CancellationToken cancellationToken)
    {
        for (var next = input; ;)
        {
            if (++_calls > MostCalls)
            {
                throw new InvalidOperationException($"The graph was called {MostCalls} times and has not ended.");
            }

            await CallAsync(next, thread, cancellationToken).ConfigureAwait(false);
            var snapshot = await Process().GetStateAsync(_thread, subgraphs: false, cancellationToken).ConfigureAwait(false);
            if (snapshot.CheckpointId == before)
            {
                continue;
            }

            thread = _thread;
            if (snapshot.Next.Count == 0)
            {
                return Describe(snapshot.State);
            }

            next = GraphInput.Resume;
            if (await EditAsync(snapshot, cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            var open = snapshot.Interrupts.Where(static question => question.IsAnswerable).ToList();
            if (open.Count > 0)
            {
                next = GraphInput.Answers(Chosen(open).ToDictionary(static question => question.Id, subject.Answer));
            }
        }
    }

    /// <summary>Edits as the node that is next, where it is the only one and an edit can stand for it.</summary>
    private async Task<bool> EditAsync(StateSnapshot<TState> snapshot, CancellationToken cancellationToken)
    {
        if (!way.EditsNodes || snapshot.Next.Count != 1 || snapshot.Interrupts.Count > 0 || subject.Writes(snapshot.Next[0], snapshot.State) is not { } update)
        {
            return false;
        }

        Events()?.Add(update);
        await Process().UpdateStateAsync(_thread, update, snapshot.Next[0], cancellationToken).ConfigureAwait(false);
        return (await Process().GetStateAsync(_thread, subgraphs: false, cancellationToken).ConfigureAwait(false)).Next.Count > 0;
    }

    private LawEvents<TState>? Events() => way.AddsEvents ? _events ??= new LawEvents<TState>(Process().Schema, subject.WritesOf) : null;

    private string Describe(TState state) => subject.Describe is { } describe
        ? describe(state)
        : JsonSerializer.Serialize(state, Process().Schema.JsonOptions.GetTypeInfo(typeof(TState)));

    private IEnumerable<Interrupt> Chosen(List<Interrupt> open)
    {
        if (way.LastQuestionFirst)
        {
            open.Reverse();
        }

        return way.AnswersAtOnce == 0 ? open : open.Take(way.AnswersAtOnce);
    }

    /// <summary>One call. A planned end of the process, and a failure that has passed, end it too; the state says how far it came.</summary>
    private async Task CallAsync(GraphInput<TState> input, GraphThread thread, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(input, thread, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (PlannedEnd.Is(exception))
        {
            _crashes++;
            _graph = null;
            await _inFlight.EndAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (subject.IsTransient(exception))
        {
            _failures++;
            _graph = null;
        }

        if (way.Restarts)
        {
            _graph = null;
        }
    }

    private async Task RunAsync(GraphInput<TState> input, GraphThread thread, CancellationToken cancellationToken)
    {
        if (Events() is not { } events)
        {
            await Process().InvokeAsync(input, thread, _config, cancellationToken).ConfigureAwait(false);
            return;
        }

        await foreach (var graphEvent in Process().StreamAsync(input, thread, _config, cancellationToken).ConfigureAwait(false))
        {
            events.Add(graphEvent);
        }
    }

    /// <summary>The process that makes the next call: its own graph, and a store that fails for good at the planned write.</summary>
    private CompiledGraph<TState> Process()
    {
        if (_graph is null)
        {
            var store = _counter ?? subject.Checkpointer;
            store = way.CrashAt > 0 && _crashes < way.Crashes ? PlannedEnd.Of(new InterceptedCheckpointer(store, _inFlight), way.CrashAt, way.CrashAfterWrite) : store;
            _graph = subject.Compile(new CompileOptions { Checkpointer = store });
        }

        return _graph;
    }

    private async Task<long?> HeadAsync(CancellationToken cancellationToken)
    {
        var read = await subject.Checkpointer.ReadAsync(new CheckpointAddress(_thread.Id, ""), null, cancellationToken).ConfigureAwait(false);
        return read.Head == 0 ? null : read.Head;
    }

    /// <summary>Goes back to a checkpoint of the last input and on from there; the checkpoints that were there stay as they were.</summary>
    private async Task<string> ReplayAsync(long? before, string state, CancellationToken cancellationToken)
    {
        var history = await HistoryAsync(cancellationToken).ConfigureAwait(false);
        var ofThisInput = history.Where(snapshot => snapshot.CheckpointId > (before ?? 0)).ToList();
        var at = ofThisInput[Math.Min(way.ReplayFrom, ofThisInput.Count - 1)];
        if (at.Next.Count == 0)
        {
            return state;
        }

        var head = await HeadAsync(cancellationToken).ConfigureAwait(false);
        var again = await FinishAsync(at.Thread, GraphInput.Resume, head, cancellationToken).ConfigureAwait(false);
        var later = await HistoryAsync(cancellationToken).ConfigureAwait(false);
        foreach (var old in history)
        {
            var now = later.Find(snapshot => snapshot.CheckpointId == old.CheckpointId)
                ?? throw new InvalidOperationException($"Checkpoint {old.CheckpointId} is gone after a replay.");
            if (Describe(now.State) != Describe(old.State) || !now.Next.SequenceEqual(old.Next))
            {
                throw new InvalidOperationException($"Checkpoint {old.CheckpointId} was changed by a replay.");
            }
        }

        return again;
    }

    private async Task<List<StateSnapshot<TState>>> HistoryAsync(CancellationToken cancellationToken)
    {
        var history = new List<StateSnapshot<TState>>();
        await foreach (var snapshot in Process().GetHistoryAsync(_thread, null, cancellationToken).ConfigureAwait(false))
        {
            history.Add(snapshot);
        }

        return history;
    }

    private async Task KeepHouseAsync(CancellationToken cancellationToken)
    {
        if (way.Copies)
        {
            var copy = new GraphThread(Unique.Name("law"));
            await subject.Checkpointer.CopyThreadAsync(_thread.Id, copy.Id, cancellationToken).ConfigureAwait(false);
            _thread = copy;
        }

        if (way.Prunes)
        {
            await subject.Checkpointer.PruneAsync(new PruneOptions { ThreadId = _thread.Id, KeepLatest = 1 }, cancellationToken).ConfigureAwait(false);
        }
    }
}
