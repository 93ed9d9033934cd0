using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Testing;

/// <summary>A graph and what is done with it, for <see cref="GraphLaws{TState}"/>.</summary>
/// <typeparam name="TState">The state.</typeparam>
public sealed record GraphLawSubject<TState>
    where TState : class
{
    /// <summary>
    /// Compiles the graph with the options that it is given, for example <c>options => Orders.Build().Compile(options)</c>. Each call stands for a process of its own:
    /// it must not share what nodes keep in memory with earlier calls.
    /// </summary>
    /// <value>Nodes must be repeatable: the same state gives the same update.</value>
    public required Func<CompileOptions, CompiledGraph<TState>> Compile { get; init; }

    /// <summary>The inputs, each of which begins a run on the same thread when the run before it has ended.</summary>
    /// <value>At least one.</value>
    public required IReadOnlyList<StateUpdate<TState>> Inputs { get; init; }

    /// <summary>Gives the answer to a question. It must depend on the question only.</summary>
    /// <value>By default a graph that asks breaks the check.</value>
    public Func<Interrupt, object?> Answer { get; init; } =
        static question => throw new InvalidOperationException($"The graph asks '{question.Value}', and GraphLawSubject.Answer is not set.");

    /// <summary>Whether a run that failed with an exception can be resumed, because the failure has passed.</summary>
    /// <value>By default no exception has passed.</value>
    public Func<Exception, bool> IsTransient { get; init; } = static _ => false;

    /// <summary>What a node of the graph writes for a state; <see langword="null"/> for a node that an edit cannot stand for, as it asks, fails, goes by command, is deferred or follows a join.</summary>
    /// <value>By default no node can be replaced by an edit.</value>
    public Func<string, TState, StateUpdate<TState>?> Writes { get; init; } = static (_, _) => null;

    /// <summary>
    /// A text that one of the inputs writes to a list, that no node writes, and that nothing else has. It must be stored a few times at most.
    /// </summary>
    /// <value>By default it is not checked how much is stored.</value>
    public string? WrittenOnce { get; init; }

    /// <summary>Where threads are kept. Every check uses threads of its own.</summary>
    /// <value>By default a new <see cref="InMemoryCheckpointer"/>.</value>
    public ICheckpointer Checkpointer { get; init; } = new InMemoryCheckpointer();

    /// <summary>Writes down what of a state counts, for comparison.</summary>
    /// <value>By default the whole state as JSON.</value>
    public Func<TState, string>? Describe { get; init; }

    /// <summary>The states after each input, written down, where they are known without running the graph.</summary>
    internal IReadOnlyList<string>? ExpectedStates { get; init; }

    /// <summary>Called before each way of running the graph.</summary>
    internal Action Begin { get; init; } = static () => { };

    /// <summary>Called after each way of running the graph that repeats nothing on purpose, with the number of ends and failures; says what was executed too often.</summary>
    internal Func<int, string?> End { get; init; } = static _ => null;

    /// <summary>What an event shows of the writes of a task; a test plants a defect here.</summary>
    internal Func<UpdatesEvent, IReadOnlyDictionary<string, JsonElement>> WritesOf { get; init; } = static updates => updates.Writes;
}
