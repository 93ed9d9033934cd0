using System.Collections.Concurrent;
using GraphRuntime.Checkpointing;
using GraphRuntime.Execution;
using GraphRuntime.Graphs;

namespace GraphRuntime.Threads.Tests;

/// <summary>A conversation: the input is a message, two nodes ("think", "answer") add one message each. What the nodes do in between is up to the test.</summary>
internal sealed class ChatGraph
{
    private readonly ConcurrentDictionary<string, Func<CancellationToken, Task>> _scripts = new();
    private readonly CompiledGraph<ChatState> _graph;

    public ChatGraph(ICheckpointer checkpointer, TimeProvider time, EngineServices? services = null)
    {
        _graph = StateGraph.Create<ChatState>("chat")
            .AddNode("think", (state, context) => StepAsync("think", state.Said ?? state.Messages[^1], context))
            .AddNode("answer", (state, context) => AnswerAsync(state.Thought ?? state.Messages[^1]["think(".Length..^1], context))
            .AddEdge(Graph.Start, "think")
            .AddEdge("think", "answer")
            .Compile(new CompileOptions { Checkpointer = checkpointer, TimeProvider = time }, services ?? new EngineServices { Time = time });
        Engine = new ThreadGraph<ChatState>("chat", _graph);
    }

    /// <summary>The conversation as the coordinator sees it.</summary>
    public IThreadGraph Engine { get; }

    /// <summary>The conversation under another name.</summary>
    public IThreadGraph Named(string name) => new ThreadGraph<ChatState>(name, _graph);

    /// <summary>Every start of a node, in order: "think(hello)".</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    /// <summary>What every node does, whatever it handles.</summary>
    public Func<string, CancellationToken, Task>? Each { get; set; }

    public static GraphInput Say(string text) => new ChatState.Update { Messages = [text], Said = text };

    /// <summary>What a node does while it handles a message.</summary>
    public void On(string node, string message, Func<CancellationToken, Task> script) => _scripts[$"{node}({message})"] = script;

    public async Task<IReadOnlyList<string>> MessagesAsync(string threadId) => (await _graph.GetStateAsync(threadId)).State.Messages;

    private async ValueTask<NodeResult<ChatState>> AnswerAsync(string text, NodeContext context)
    {
        if (text == "ask")
        {
            context.Interrupt<string>("What about it?");
        }

        return await StepAsync("answer", text, context);
    }

    private async ValueTask<NodeResult<ChatState>> StepAsync(string node, string text, NodeContext context)
    {
        var call = $"{node}({text})";
        Log.Enqueue(call);
        if (_scripts.TryGetValue(call, out var script))
        {
            await script(context.CancellationToken);
        }

        if (Each is not null)
        {
            await Each(call, context.CancellationToken);
        }

        return node == "think" ? new ChatState.Update { Messages = [call], Thought = text } : new ChatState.Update { Messages = [call] };
    }
}
