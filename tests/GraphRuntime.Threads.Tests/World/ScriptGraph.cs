using System.Collections.Concurrent;
using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Threads.Tests;

/// <summary>
/// A conversation: the input is a message, two nodes ("think", "answer") add one message each. It keeps its state in real checkpoints and behaves towards the
/// coordinator as the engine does; what its nodes do in between is up to the test.
/// </summary>
internal sealed class ScriptGraph(ICheckpointer checkpointer, TimeProvider time, string name = "chat") : IThreadGraph
{
    private static readonly string[] Nodes = ["think", "answer"];
    private readonly ConcurrentDictionary<string, Func<CancellationToken, Task>> _scripts = new();

    public string Name => name;

    /// <summary>Every start of a node, in order: "think(hello)".</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    public static GraphInput Say(string text) => GraphInput.Answer(text);

    /// <summary>What a node does while it handles a message.</summary>
    public void On(string node, string message, Func<CancellationToken, Task> script) => _scripts[$"{node}({message})"] = script;

    public ReadOnlyMemory<byte> EncodeInput(GraphInput? input) => input?.SingleAnswer switch
    {
        null => default,
        string text => JsonSerializer.SerializeToUtf8Bytes(text),
        _ => throw new ArgumentException("The chat takes text.", nameof(input)),
    };

    public async ValueTask<ThreadGraphResult> RunAsync(ThreadGraphRun run, CancellationToken cancellationToken)
    {
        var line = await LineAsync(run);
        if (line.RunId != run.RunId)
        {
            await StartAsync(line, run);
        }

        while (line.State.Next < Nodes.Length)
        {
            if (run.Drain.IsCancellationRequested)
            {
                return Result(ThreadGraphEnd.Drained, line);
            }

            if (line.State.Question is not null)
            {
                return Result(ThreadGraphEnd.Paused, line, line.State.Question);
            }

            cancellationToken.ThrowIfCancellationRequested();
            await StepAsync(line, run, cancellationToken);
        }

        return Result(ThreadGraphEnd.Completed, line);
    }

    public async ValueTask ApplyInputAsync(ThreadGraphRun run, CancellationToken cancellationToken)
    {
        if (await HasAppliedAsync(run))
        {
            return;
        }

        var line = await LineAsync(run);
        var text = JsonSerializer.Deserialize<string>(run.Input.Span)!;
        await line.PutAsync(run, new ScriptState([.. line.State.Messages, text], Nodes.Length, text, null), CheckpointSource.Input, time.GetUtcNow());
    }

    public async ValueTask<ThreadPause?> GetPauseAsync(string threadId, CancellationToken cancellationToken)
    {
        var read = await checkpointer.ReadAsync(new CheckpointAddress(threadId, ""), null, cancellationToken);
        return ScriptLine.StateOf(read).Question is { } question ? new ThreadPause(RunStatusReason.AwaitingAnswer, [question]) : null;
    }

    public async Task<IReadOnlyList<string>> MessagesAsync(string threadId) =>
        ScriptLine.StateOf(await checkpointer.ReadAsync(new CheckpointAddress(threadId, ""), null, default)).Messages;

    private static ThreadGraphResult Result(ThreadGraphEnd end, ScriptLine line, params string[] questions) =>
        new(end, JsonSerializer.SerializeToUtf8Bytes(line.State.Messages), questions);

    private async Task StartAsync(ScriptLine line, ThreadGraphRun run)
    {
        var state = line.State;
        if (run.Input.IsEmpty)
        {
            await line.PutAsync(run, state with { Question = null }, CheckpointSource.Input, time.GetUtcNow());
            return;
        }

        var text = JsonSerializer.Deserialize<string>(run.Input.Span)!;
        await line.PutAsync(run, new ScriptState([.. state.Messages, text], 0, text, null), CheckpointSource.Input, time.GetUtcNow());
    }

    private async Task StepAsync(ScriptLine line, ThreadGraphRun run, CancellationToken cancellationToken)
    {
        var state = line.State;
        var call = $"{Nodes[state.Next]}({state.Text})";
        Log.Enqueue(call);
        if (_scripts.TryGetValue(call, out var script))
        {
            await script(cancellationToken);
        }

        var asks = call.StartsWith("think(ask", StringComparison.Ordinal) ? $"question about {state.Text}" : null;
        await line.PutAsync(run, state with { Messages = [.. state.Messages, call], Next = state.Next + 1, Question = asks }, CheckpointSource.Loop, time.GetUtcNow());
        await run.Events.EmitAsync(new RunEvent(0, "updates", "", JsonSerializer.SerializeToUtf8Bytes(call)), cancellationToken);
    }

    private async Task<ScriptLine> LineAsync(ThreadGraphRun run)
    {
        var line = new ScriptLine(checkpointer, run.ThreadId);
        await line.ReadAsync();
        return line;
    }

    private async Task<bool> HasAppliedAsync(ThreadGraphRun run)
    {
        await foreach (var _ in checkpointer.ListAsync(new CheckpointQuery { Address = new CheckpointAddress(run.ThreadId, ""), RunId = run.RunId, Limit = 1 }, default))
        {
            return true;
        }

        return false;
    }
}
