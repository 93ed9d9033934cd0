using GraphRuntime.Checkpointing;
using GraphRuntime.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.Testing;

/// <summary>
/// One thread of a graph under test: runs it to a node, step by step or to its end, gives answers and edits, and shows where it stands. What the test does not
/// give is in memory, and time stands still until the test moves it.
/// </summary>
/// <typeparam name="TState">The state.</typeparam>
/// <remarks>Every call goes on from where the thread stands. Calls of one instance are made one after the other. Exceptions of nodes come out as they are.</remarks>
public sealed class GraphTest<TState>
    where TState : class
{
    private static readonly RunConfig StepByStep = new() { InterruptBefore = [], InterruptAfter = [GraphRuntime.Graph.AllNodes], StreamModes = StreamModes.Tasks };

    private readonly List<string> _path = [];
    private readonly IServiceProvider _services;
    private StateSnapshot<TState>? _last;

    /// <summary>Compiles a graph for a test.</summary>
    /// <param name="graph">The graph, as the application builds it.</param>
    /// <param name="options">
    /// What the graph needs, such as <see cref="CompileOptions.Services"/> with fakes. The checkpointer, the clock and the services that are not set are
    /// <see cref="InMemoryCheckpointer"/>, <see cref="VirtualTimeProvider"/>, and services with an <see cref="InMemoryStore"/>.
    /// </param>
    /// <exception cref="ArgumentException">The clock of the options is not a <see cref="VirtualTimeProvider"/>.</exception>
    /// <exception cref="GraphBuildException">The graph has mistakes.</exception>
    public GraphTest(StateGraph<TState> graph, CompileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        options ??= new CompileOptions();
        Time = options.TimeProvider switch
        {
            null => new VirtualTimeProvider(),
            VirtualTimeProvider time => time,
            _ => throw new ArgumentException("A test moves time itself. Leave TimeProvider unset, or set a VirtualTimeProvider.", nameof(options)),
        };
        Checkpointer = options.Checkpointer ?? new InMemoryCheckpointer();
        _services = options.Services ?? OwnServices(Time);
        Graph = graph.Compile(options with { Checkpointer = Checkpointer, TimeProvider = Time, Services = _services });
    }

    /// <summary>The graph, for what this class has no word for.</summary>
    public CompiledGraph<TState> Graph { get; }

    /// <summary>The clock of the graph. A run that waits for a retry, a time-out, or a node that waits by this clock, goes on when the test moves it.</summary>
    public VirtualTimeProvider Time { get; }

    /// <summary>Where the thread is kept.</summary>
    public ICheckpointer Checkpointer { get; }

    /// <summary>The long-term store that nodes see.</summary>
    /// <exception cref="InvalidOperationException">The services of the options have none.</exception>
    public IStore Store => _services.GetRequiredService<IStore>();

    /// <summary>The thread under test.</summary>
    public GraphThread Thread { get; } = new("test");

    /// <summary>The state where the thread stands.</summary>
    /// <exception cref="InvalidOperationException">Nothing has run yet.</exception>
    public TState State => Last.State;

    /// <summary>The nodes whose turn is next; empty where the thread has finished.</summary>
    /// <exception cref="InvalidOperationException">Nothing has run yet.</exception>
    public IReadOnlyList<string> Next => Last.Next;

    /// <summary>The open questions and the reasons of paused nodes.</summary>
    /// <exception cref="InvalidOperationException">Nothing has run yet.</exception>
    public IReadOnlyList<Interrupt> Questions => Last.Interrupts;

    /// <summary>The nodes of this graph that ran to their end, in order; those of one superstep in the order in which they ended.</summary>
    public IReadOnlyList<string> Path => _path;

    private StateSnapshot<TState> Last => _last ?? throw new InvalidOperationException("Nothing has run yet. Begin with RunAsync, RunToAsync, StepAsync or EditAsync.");

    /// <summary>Runs to the end, a breakpoint of the graph, or a question.</summary>
    /// <param name="input">The input, or what to go on with: <see cref="GraphInput.Resume"/>, an answer.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <returns>A task that completes when the thread stands still.</returns>
    public Task RunAsync(GraphInput<TState> input, CancellationToken cancellationToken = default) =>
        GoAsync(input, new RunConfig { StreamModes = StreamModes.Tasks }, cancellationToken);

    /// <summary>Runs until a node is next, whatever breakpoints the graph has. A thread that stands before this node runs until it is next once more.</summary>
    /// <param name="node">The node; it does not run.</param>
    /// <param name="input">The input, or what to go on with: <see cref="GraphInput.Resume"/>, an answer.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <returns>A task that completes when the thread stands before the node.</returns>
    /// <exception cref="GraphTestException">The thread ended, or stopped at a question, before.</exception>
    public async Task RunToAsync(string node, GraphInput<TState> input, CancellationToken cancellationToken = default)
    {
        await GoAsync(input, new RunConfig { InterruptBefore = [node], InterruptAfter = [], StreamModes = StreamModes.Tasks }, cancellationToken).ConfigureAwait(false);
        if (!Next.Contains(node) || Questions.Count > 0)
        {
            throw new GraphTestException(node, WhereItStands());
        }
    }

    /// <summary>Runs one superstep: the nodes whose turn is next.</summary>
    /// <param name="input">The input, or what to go on with: <see cref="GraphInput.Resume"/>, an answer.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <returns>A task that completes when the thread stands still.</returns>
    public Task StepAsync(GraphInput<TState> input, CancellationToken cancellationToken = default) => GoAsync(input, StepByStep, cancellationToken);

    /// <summary>Answers the only open question and runs on as <see cref="RunAsync"/> does.</summary>
    /// <param name="answer">The answer; its JSON is what the node gets.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <returns>A task that completes when the thread stands still.</returns>
    /// <exception cref="AnswerException">There is no question, or several; answer several by id: <c>RunAsync(GraphInput.Answer(id, answer))</c>.</exception>
    public Task AnswerAsync(object? answer, CancellationToken cancellationToken = default) => RunAsync(GraphInput.Answer(answer), cancellationToken);

    /// <summary>Edits the state as a person does at a breakpoint. On a new thread, this is how a test begins in the middle of a graph.</summary>
    /// <param name="values">The edit, or <see langword="null"/> to skip <paramref name="asNode"/>.</param>
    /// <param name="asNode">The node that the edit counts as; what follows it is next.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes when the edit is stored.</returns>
    public async Task EditAsync(StateUpdate<TState>? values, string? asNode = null, CancellationToken cancellationToken = default)
    {
        await Graph.UpdateStateAsync(Thread, values, asNode, cancellationToken).ConfigureAwait(false);
        await LookAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task GoAsync(GraphInput<TState> input, RunConfig config, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var happened in Graph.StreamAsync(input, Thread, config, cancellationToken).ConfigureAwait(false))
            {
                if (happened is TaskFinishedEvent { Error: null, Interrupts: [] } task)
                {
                    _path.Add(task.Node);
                }
            }
        }
        finally
        {
            await LookAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken) => _last = await Graph.GetStateAsync(Thread, cancellationToken: cancellationToken).ConfigureAwait(false);

    private string WhereItStands() => (Questions, Next) switch
    {
        ([var question, ..], _) => $"It stopped at a question: {question.Value}. Answer it first.",
        (_, []) => $"It ended after {string.Join(", ", _path)}.",
        _ => $"It stands before {string.Join(", ", Next)}.",
    };

    private static ServiceProvider OwnServices(TimeProvider time) =>
        new ServiceCollection().AddSingleton<IStore>(new UnfencedStore(new InMemoryStore(new InMemoryCheckpointer(), time))).BuildServiceProvider();
}
