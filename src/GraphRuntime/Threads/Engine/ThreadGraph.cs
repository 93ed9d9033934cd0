using System.Runtime.CompilerServices;
using System.Text.Json;
using GraphRuntime.Checkpointing;
using GraphRuntime.Execution;
using GraphRuntime.Graphs;

namespace GraphRuntime.Threads;

/// <summary>A compiled graph as the coordinator sees it.</summary>
internal sealed partial class ThreadGraph<TState>(string name, CompiledGraph<TState> graph) : IThreadGraph
    where TState : class
{
    private GraphDefinition Definition => graph.Definition;

    public string Name { get; } = name;

    public CompiledGraph Compiled => graph;

    public JsonSerializerOptions? JsonOptions => Definition.Schema.JsonOptions;

    public ReadOnlyMemory<byte> EncodeInput(GraphInput? input) => InputCodec.Encode(Definition, input);

    public void Check(RunConfig config)
    {
        StateAccess.RequireCheckpointer(Definition, "a run of it was created");
        RunSetup.Check(Definition, config);
    }

    public async ValueTask<ThreadGraphResult> RunAsync(ThreadGraphRun run, CancellationToken cancellationToken)
    {
        var sink = run.Config.StreamModes == StreamModes.None ? null : new ThreadEventSink(run.Events, Definition, run.Config, cancellationToken);
        var context = Context(run, sink, cancellationToken);
        var (result, loop) = await RunLoopAsync(run, context).ConfigureAwait(false);
        var end = result.End switch
        {
            LoopEnd.Drained => ThreadGraphEnd.Drained,
            LoopEnd.Paused => ThreadGraphEnd.Paused,
            LoopEnd.Held => ThreadGraphEnd.Held,
            _ => ThreadGraphEnd.Completed,
        };
        var pause = end == ThreadGraphEnd.Paused ? InterruptJson.Pause(result.Interrupts) : null;
        return new ThreadGraphResult(end, RunOutput.Of(loop), pause)
        {
            Interrupts = InterruptJson.Write(result.Interrupts, run.RunId),
        };
    }

    private async ValueTask<(LoopResult Result, LoopState Loop)> RunLoopAsync(ThreadGraphRun run, RunContext context)
    {
        try
        {
            return await GraphEngine.RunAsync(context, InputCodec.Decode(Definition, run.ThreadId, run.Input), null).ConfigureAwait(false);
        }
        catch (Exception) when (context.FailedNode is not null)
        {
            run.NodeFailed?.Invoke(context.FailedNode);
            throw;
        }
    }

    public async ValueTask ApplyInputAsync(ThreadGraphRun run, CancellationToken cancellationToken)
    {
        var input = InputCodec.Decode(Definition, run.ThreadId, run.Input);
        var loop = await GraphEngine.LoadHeadAsync(Context(run, null, cancellationToken)).ConfigureAwait(false);
        if (input.Update is null || input.IsCommand || await IsSteeredAsync(loop, run).ConfigureAwait(false) || await IsAppliedAsync(loop, run.RunId).ConfigureAwait(false))
        {
            return;
        }

        await GraphEngine.TakeInputAsync(loop, input).ConfigureAwait(false);
    }

    public async ValueTask CheckAnswersAsync(string threadId, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        var loop = await LoadHeadAsync(threadId, cancellationToken).ConfigureAwait(false);
        await AnswerCheck.CheckAsync(loop, InputCodec.Decode(Definition, threadId, input)).ConfigureAwait(false);
    }

    public async ValueTask<ThreadPause?> GetPauseAsync(string threadId, CancellationToken cancellationToken)
    {
        return await PauseOfAsync(await LoadHeadAsync(threadId, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
    }

    public async ValueTask<bool> WaitsForOtherRunAsync(string threadId, string runId, CancellationToken cancellationToken)
    {
        var loop = await LoadHeadAsync(threadId, cancellationToken).ConfigureAwait(false);
        return loop.Loaded.RunId != runId && await PauseOfAsync(loop).ConfigureAwait(false) is not null;
    }

    private static async ValueTask<ThreadPause?> PauseOfAsync(LoopState loop)
    {
        var open = await OpenQuestions.ReadAsync(loop, isAtHead: true).ConfigureAwait(false);
        return open.Count > 0 || (loop.HasCheckpoint && loop.Loaded.IsPaused && !loop.Schedule.IsEmpty) ? InterruptJson.Pause(open) : null;
    }

    public async ValueTask<StateSnapshot> GetStateAsync(GraphThread thread, bool subgraphs, CancellationToken cancellationToken)
    {
        return await GraphEngine.ReadStateAsync<TState>(Open(thread, cancellationToken), thread.CheckpointId, subgraphs).ConfigureAwait(false);
    }

    public IAsyncEnumerable<StateSnapshot> GetHistoryAsync(GraphThread thread, HistoryQuery query, CancellationToken cancellationToken) =>
        GraphEngine.ReadHistoryAsync<TState>(Open(thread, cancellationToken), query, cancellationToken);

    public ValueTask<GraphThread> UpdateStateAsync(GraphThread thread, IReadOnlyList<IReadOnlyList<StateEdit>> supersteps, CancellationToken cancellationToken) =>
        StateEditor.EditAsync(
            Definition.FindSubgraph(thread.Namespace), thread, [.. supersteps.Select(static step => step.ToArray())], cancellationToken, Definition);

    private async ValueTask<LoopState> LoadHeadAsync(string threadId, CancellationToken cancellationToken)
    {
        var loop = StateAccess.Open(Definition, threadId, "what the thread waits for", cancellationToken);
        await LoopStart.LoadAsync(loop, null).ConfigureAwait(false);
        LoopStart.GiveBack(loop);
        return loop;
    }

    private LoopState Open(GraphThread thread, CancellationToken cancellationToken)
    {
        var loop = thread.Namespace.Length == 0
            ? StateAccess.Open(Definition, thread, "its state was asked for", cancellationToken)
            : StateAccess.OpenSubgraph(Definition, thread, cancellationToken);
        loop.KeepsJson = true;
        return loop;
    }

    /// <summary>Whether the input is part of the state because another run has taken and applied it.</summary>
    private static async ValueTask<bool> IsSteeredAsync(LoopState loop, ThreadGraphRun run) =>
        run.SteersRunId is { } taker && await SteeredInputs.AreAppliedAsync(loop, taker, run.Sequence).ConfigureAwait(false);

    /// <summary>Whether the run has left a checkpoint, not only as the newest: inputs of other runs may have been applied after it.</summary>
    private static async ValueTask<bool> IsAppliedAsync(LoopState loop, string runId)
    {
        var query = new CheckpointQuery { Address = loop.Address, RunId = runId, Limit = 1, IncludeValues = false };
        var checkpoints = loop.Checkpointer!.ListAsync(query, loop.CancellationToken).ConfigureAwait(false);
        await foreach (var _ in checkpoints)
        {
            return true;
        }

        return false;
    }

    private RunContext Context(ThreadGraphRun run, Execution.EventSink? sink, CancellationToken cancellationToken) => new(Definition, run.Config, cancellationToken)
    {
        RunId = run.RunId,
        ThreadId = run.ThreadId,
        Epoch = run.Epoch,
        Checkpointer = StateAccess.RequireCheckpointer(Definition, "the coordinator ran it"),
        Sink = sink,
        Drain = run.Drain,
        Control = run.Control,
        Steering = run.Inbox is { } inbox ? new ThreadSteering(Definition, inbox) : null,
        CheckOwnership = run.CheckOwnership,
        Waiting = run.Waiting,
        IsRepeated = run.Attempt > 1,
        Attempt = Math.Max(run.Attempt, 1),
        Restart = run.HasEvents ? run.Epoch : 0,
        TraceParent = run.TraceParent,
        Metadata = RunMetadata.Encode(run.Config.Metadata),
        Values = RunValues.Of(run.Config.Context, Definition.Schema.JsonOptions),
    };
}
