using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.AI;

/// <summary>Asks a model and writes its answer to the messages.</summary>
internal sealed class ChatModelNode<TState>(ChatModelOptions<TState> options, StateList<TState, ChatMessage> messages)
    where TState : class, IGraphState<TState>
{
    private readonly IChatClient? _client = options.Client is { } client ? AgentTelemetry.Observe(client) : null;
    private readonly IReadOnlyList<IChatClient> _fallbacks = [.. options.Fallbacks.Select(AgentTelemetry.Observe)];
    private IChatClient? _found;

    public async ValueTask<NodeResult<TState>> RunAsync(TState state, NodeContext context)
    {
        var request = await PrepareAsync(state, context).ConfigureAwait(false);
        foreach (var hook in options.Hooks)
        {
            await hook.BeforeAsync(request).ConfigureAwait(false);
        }

        request.Answer ??= await AskAsync(request).ConfigureAwait(false);
        foreach (var hook in options.Hooks.Reverse())
        {
            await hook.AfterAsync(request).ConfigureAwait(false);
        }

        return Write(request);
    }

    private async ValueTask<ModelRequest<TState>> PrepareAsync(TState state, NodeContext context)
    {
        IEnumerable<ChatMessage> history = messages.Read(state);
        if (options.History is { } reducer)
        {
            history = await reducer.ReduceAsync(history, context.CancellationToken).ConfigureAwait(false);
        }

        var view = MessageRepair.Complete(history);
        if (options.Instructions?.Invoke(state) is { Length: > 0 } instructions)
        {
            view.Insert(0, new ChatMessage(ChatRole.System, instructions));
        }

        var chat = options.Options?.Clone() ?? new ChatOptions();
        if (options.Tools.Count > 0)
        {
            chat.Tools = [.. chat.Tools ?? [], .. options.Tools];
        }

        return new ModelRequest<TState>(state, context, view, chat);
    }

    /// <summary>Asks the clients in turn. A failure that was streamed in part is followed by another message, so that no reader joins the two.</summary>
    private async ValueTask<ChatResponse> AskAsync(ModelRequest<TState> request)
    {
        var context = request.Context;
        for (var i = 0; ; i++)
        {
            var stream = new ModelStream<TState>(options, context, MessageId(context, i));
            try
            {
                return await stream.AskAsync(i == 0 ? Client(context) : _fallbacks[i - 1], request).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (options.KeepPartialAnswer && context.CancellationToken.IsCancellationRequested)
            {
                Keep(context, stream.Partial());
                throw;
            }
            catch (Exception e) when (i < _fallbacks.Count && !context.CancellationToken.IsCancellationRequested && e is not (CheckpointException or AttemptEndedException))
            {
                // The next client answers in the place of this one. The failed request has a span of its own that shows the error.
            }
        }
    }

    private void Keep(NodeContext context, IReadOnlyList<ChatMessage> partial)
    {
        Sign(partial, context);
        context.KeepOnInterrupt(partial.Count == 0 ? null : messages.Write([.. partial]));
    }

    /// <summary>Adds what stored messages have and their maker may have left out.</summary>
    private void Sign(IEnumerable<ChatMessage> messages, NodeContext context)
    {
        foreach (var message in messages)
        {
            message.MessageId ??= MessageId(context, 0);
            message.CreatedAt ??= context.TimeProvider.GetUtcNow();
            message.AuthorName ??= options.AuthorName;
        }
    }

    private NodeResult<TState> Write(ModelRequest<TState> request)
    {
        var answer = request.Answer!;
        if (answer.Messages.Count == 0)
        {
            answer.Messages.Add(new ChatMessage(ChatRole.Assistant, []) { MessageId = MessageId(request.Context, 0) });
        }

        Sign(answer.Messages, request.Context);

        MessageUsage.Note(answer.Messages[^1], answer.Usage);
        return CombinedUpdate<TState>.Of(messages.Write([.. answer.Messages]), options.Output?.Invoke(request.State, answer));
    }

    private IChatClient Client(NodeContext context) => _client ?? (_found ??= AgentTelemetry.Observe(
        options.ClientKey is { } key ? context.Services.GetRequiredKeyedService<IChatClient>(key) : context.Services.GetRequiredService<IChatClient>()));

    /// <summary>The same for a task that is repeated after a crash, and another one for each attempt and each client.</summary>
    private static string MessageId(NodeContext context, int client) =>
        $"{context.RunId}:{(context.Namespace.Length == 0 ? "" : context.Namespace + "/")}{context.TaskId}@{context.Step}"
        + $"{(context.Attempt > 1 ? $"#{context.Attempt}" : "")}{(client > 0 ? $"~{client}" : "")}";
}
