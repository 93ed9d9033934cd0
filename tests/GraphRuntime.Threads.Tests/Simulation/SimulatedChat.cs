using GraphRuntime.Checkpointing;
using GraphRuntime.Execution;
using GraphRuntime.Graphs;
using GraphRuntime.Testing;

namespace GraphRuntime.Threads.Tests;

/// <summary>Messages that arrive on one thread at any moment, with any strategy, at one of two processes; one process may die.</summary>
internal sealed class SimulatedChat
{
    private const string Thread = "thread";
    private static readonly MultitaskStrategy[] Strategies = [MultitaskStrategy.Enqueue, MultitaskStrategy.Reject, MultitaskStrategy.Interrupt, MultitaskStrategy.Rollback];

    private readonly Pump _pump;
    private readonly VirtualTimeProvider _time = new();
    private readonly ChatGraph _chat;
    private readonly CountingStore[] _stores;
    private readonly ThreadRunCoordinator[] _coordinators;
    private readonly List<TaskCompletionSource> _nodes = [];
    private readonly List<Task<RunHandle>> _asked = [];
    private int _ids;
    private readonly List<string> _inNode = [];

    public SimulatedChat(int seed, bool crashes)
    {
        _pump = new Pump(seed);
        Crashes = crashes;
        var checkpointer = new InMemoryCheckpointer();
        _chat = new ChatGraph(checkpointer, _time, new EngineServices { Time = _time, Dispatch = _pump.Post, NewId = NewId }) { Each = NodeAsync };
        var store = new InMemoryRunStore(checkpointer, _time);
        _stores = [new CountingStore(store), new CountingStore(store)];
        _coordinators = [.. _stores.Select(Create)];
    }

    public List<string> Trace { get; } = [];

    /// <summary>The runs that were accepted, in order, with their messages.</summary>
    public List<(string Message, RunHandle Run, MultitaskStrategy Strategy)> Accepted { get; } = [];

    /// <summary>Pairs of messages whose nodes were at work at the same time.</summary>
    public List<(string One, string Other)> Overlaps { get; } = [];

    private bool Crashes { get; }

    public async Task<IReadOnlyList<string>> MessagesAsync() => await _chat.MessagesAsync(Thread);

    public Task<IReadOnlyList<RunInfo>> RunsAsync() => _coordinators[1].ListRunsAsync(Thread, new RunListOptions { NewestFirst = false }).AsTask();

    public async Task<ThreadStatus> StatusAsync() => (await _coordinators[1].GetThreadAsync(Thread)).Status;

    public void Run(int messages)
    {
        foreach (var coordinator in _coordinators)
        {
            _ = coordinator.StartAsync();
        }

        for (var i = 0; i < messages; i++)
        {
            Happen(_pump.Choose(12));
            Submit($"m{i}");
        }

        for (var i = 0; i < 4000 && !IsQuiet(); i++)
        {
            Happen(1);
        }
    }

    private ThreadRunCoordinator Create(CountingStore store) => new(new CoordinatorServices
    {
        Store = store,
        Graphs = name => name == "chat" ? _chat.Engine : null,
        Time = _time,
        NewId = NewId,
        Dispatcher = _pump,
        Options = new CoordinatorOptions { CancellationGrace = TimeSpan.FromSeconds(5), MaxAttempts = 50 },
    });

    private string NewId() => $"id-{++_ids:d4}";

    private void Submit(string message)
    {
        var strategy = Strategies[_pump.Choose(Strategies.Length)];
        var at = Crashes ? 1 : _pump.Choose(_coordinators.Length);
        var asked = _coordinators[at].CreateRunAsync(Thread, "chat", ChatGraph.Say(message), new RunOptions { MultitaskStrategy = strategy }).AsTask();
        _asked.Add(asked);
        Trace.Add($"{message} {strategy} at {at}: {(asked.IsCompletedSuccessfully ? asked.Result.RunId : asked.Exception?.InnerException?.GetType().Name)}");
        if (asked.IsCompletedSuccessfully)
        {
            Accepted.Add((message, asked.Result, strategy));
        }
    }

    private void Happen(int times)
    {
        for (var i = 0; i < times; i++)
        {
            var choice = _pump.Choose(10);
            if (Crashes && choice == 0 && _pump.Choose(12) == 0)
            {
                Trace.Add("the first process dies");
                _stores[0].Down = true;
            }
            else if (choice < 3 && _nodes.Count > 0)
            {
                EndNode();
            }
            else if (!_pump.Step())
            {
                PassTime();
            }
        }
    }

    private void EndNode()
    {
        var node = _nodes[_pump.Choose(_nodes.Count)];
        _nodes.Remove(node);
        _pump.Post(() => node.TrySetResult());
    }

    private void PassTime()
    {
        if (_nodes.Count > 0 && _pump.Choose(2) == 0)
        {
            EndNode();
        }
        else if (_time.NextTimerIn is { } next)
        {
            _time.Advance(next);
        }
    }

    private async Task NodeAsync(string call, CancellationToken cancellationToken)
    {
        Trace.Add(call);
        var node = new TaskCompletionSource();
        _nodes.Add(node);
        using var registration = cancellationToken.UnsafeRegister(_ => node.TrySetCanceled(cancellationToken), null);
        var message = call.Split('(', ')')[1];
        Overlaps.AddRange(_inNode.Select(other => (message, other)));
        _inNode.Add(message);
        try
        {
            await node.Task.ConfigureAwait(false);
        }
        finally
        {
            _nodes.Remove(node);
            _inNode.Remove(message);
        }
    }

    private bool IsQuiet()
    {
        var read = _coordinators[1].GetThreadAsync(Thread).AsTask();
        return read.IsCompletedSuccessfully && read.Result.Status != ThreadStatus.Busy;
    }
}
