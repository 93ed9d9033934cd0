using System.Text.Json;
using GraphRuntime.Effects;

namespace GraphRuntime.Threads;

/// <summary>What the coordinator needs of a compiled graph. It never learns the type of the state.</summary>
internal interface IThreadGraph
{
    /// <summary>The registered name.</summary>
    string Name { get; }

    /// <summary>The compiled graph.</summary>
    CompiledGraph Compiled => throw new NotSupportedException();

    /// <summary>How values of the graph are written; <see langword="null"/> for the defaults.</summary>
    JsonSerializerOptions? JsonOptions => null;

    /// <summary>Checks and encodes an input at the door; <see langword="null"/> means: go on with what is pending.</summary>
    ReadOnlyMemory<byte> EncodeInput(GraphInput? input);

    /// <summary>Checks and encodes an input for a subgraph at the door.</summary>
    ReadOnlyMemory<byte> EncodeInput(GraphInput? input, string path) => throw new NotSupportedException();

    /// <summary>Where an input is that was for a subgraph of a run that has ended.</summary>
    ValueTask<SteeredPlace> FindSteeredAsync(StoredRun run, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Checks the configuration of a run at the door.</summary>
    void Check(RunConfig config)
    {
    }

    /// <summary>Executes a run from where its thread stands. Repeating a run by its id goes on where the earlier attempt stopped.</summary>
    ValueTask<ThreadGraphResult> RunAsync(ThreadGraphRun run, CancellationToken cancellationToken);

    /// <summary>Applies the input of a run as an input step of its own that runs no node. Idempotent by run id.</summary>
    ValueTask ApplyInputAsync(ThreadGraphRun run, CancellationToken cancellationToken);

    /// <summary>What the thread waits for, or <see langword="null"/>.</summary>
    ValueTask<ThreadPause?> GetPauseAsync(string threadId, CancellationToken cancellationToken);

    /// <summary>Whether a thread waits at a breakpoint or for an answer that another run has left. A run that is repeated after a crash may find its own question.</summary>
    ValueTask<bool> WaitsForOtherRunAsync(string threadId, string runId, CancellationToken cancellationToken);

    /// <summary>Throws <see cref="AnswerException"/> where an encoded input answers an open question of the thread with a value that does not fit it.</summary>
    ValueTask CheckAnswersAsync(string threadId, ReadOnlyMemory<byte> input, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>The state of a thread, or of a checkpoint of it.</summary>
    ValueTask<StateSnapshot> GetStateAsync(GraphThread thread, bool subgraphs, CancellationToken cancellationToken);

    /// <summary>The history of a thread, newest first.</summary>
    IAsyncEnumerable<StateSnapshot> GetHistoryAsync(GraphThread thread, HistoryQuery query, CancellationToken cancellationToken);

    /// <summary>Edits the state of a thread as if a node had written it.</summary>
    ValueTask<GraphThread> UpdateStateAsync(GraphThread thread, IReadOnlyList<IReadOnlyList<StateEdit>> supersteps, CancellationToken cancellationToken);

    /// <summary>What an encoded input is.</summary>
    ThreadInputKind Classify(ReadOnlyMemory<byte> input) => input.IsEmpty ? ThreadInputKind.Resume : ThreadInputKind.New;

    /// <summary>The ids of the questions that an encoded input answers; empty for an answer to the only one.</summary>
    IReadOnlyList<string> AnsweredIds(ReadOnlyMemory<byte> input) => [];

    /// <summary>An encoded new input as rules of policies see it: the state with nothing but the input in it. <see langword="null"/> for any other kind.</summary>
    object? ReadInput(ReadOnlyMemory<byte> input) => null;

    /// <summary>The state that an output of a run has.</summary>
    object ReadState(ReadOnlyMemory<byte> output) => throw new NotSupportedException();

    /// <summary>Whether effects of the graph may have to be undone.</summary>
    bool HasCompensations => false;

    /// <summary>The name that the graph was built with; notes about its effects carry it.</summary>
    string DefinitionName => Name;

    /// <summary>Opens the notes of a thread about what may have to be undone.</summary>
    CompensationJournal OpenJournal(string threadId, long epoch) => throw new NotSupportedException();

    /// <summary>Whether the superstep that buffered store writes belong to was stored, and is still part of the thread.</summary>
    ValueTask<bool> IsCommittedAsync(string threadId, CompensationEntry entry, CancellationToken cancellationToken) => new(true);

    /// <summary>Makes store writes that were noted.</summary>
    ValueTask MakeStoreWritesAsync(RunLease lease, CompensationEntry entry, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Undoes an effect, or puts back what store writes replaced.</summary>
    ValueTask CompensateAsync(RunLease lease, CompensationEntry entry, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>A note as it is shown to applications.</summary>
    Compensation ToCompensation(CompensationEntry entry) => throw new NotSupportedException();
}
