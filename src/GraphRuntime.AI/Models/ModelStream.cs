using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>Asks one client and emits its answer piece by piece. All pieces of one message have the id under which the message will be stored.</summary>
internal sealed class ModelStream<TState>(ChatModelOptions<TState> options, NodeContext context, string messageId)
    where TState : class
{
    private readonly List<ChatResponseUpdate> _updates = [];
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    public async ValueTask<ChatResponse> AskAsync(IChatClient client, ModelRequest<TState> request)
    {
        var response = options.Stream
            ? await StreamAsync(client, request).ConfigureAwait(false)
            : await WholeAsync(client, request).ConfigureAwait(false);
        foreach (var message in response.Messages)
        {
            message.MessageId = IdOf(message.MessageId);
            message.AuthorName ??= options.AuthorName;
        }

        return response;
    }

    private async ValueTask<ChatResponse> WholeAsync(IChatClient client, ModelRequest<TState> request)
    {
        using var wait = new ModelWait(context, options.FirstTokenTimeout, hasBegun: false);
        try
        {
            return await client.GetResponseAsync(request.Messages, request.Options, wait.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (wait.IsOver)
        {
            throw wait.Error();
        }
    }

    private async ValueTask<ChatResponse> StreamAsync(IChatClient client, ModelRequest<TState> request)
    {
        using var wait = new ModelWait(context, options.FirstTokenTimeout, hasBegun: false);
        var stream = client.GetStreamingResponseAsync(request.Messages, request.Options, wait.Token).GetAsyncEnumerator(wait.Token);
        await using (stream.ConfigureAwait(false))
        {
            while (await NextAsync(stream, wait).ConfigureAwait(false))
            {
                var update = Named(stream.Current);
                _updates.Add(update);
                await context.EmitMessageAsync(update, update.MessageId).ConfigureAwait(false);
                wait.Renew(options.TokenTimeout);
            }
        }

        return _updates.ToChatResponse();
    }

    /// <summary>The text of the pieces that have come, as messages; calls of tools that nobody will answer are left out.</summary>
    public IReadOnlyList<ChatMessage> Partial()
    {
        var messages = _updates.ToChatResponse().Messages;
        foreach (var message in messages)
        {
            message.Contents = [.. message.Contents.Where(static content => content is TextContent { Text.Length: > 0 })];
        }

        return [.. messages.Where(static message => message.Contents.Count > 0)];
    }

    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<ChatResponseUpdate> stream, ModelWait wait)
    {
        try
        {
            return await stream.MoveNextAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (wait.IsOver)
        {
            throw wait.Error();
        }
    }

    private ChatResponseUpdate Named(ChatResponseUpdate update)
    {
        var named = update.Clone();
        named.MessageId = IdOf(update.MessageId);
        named.AuthorName ??= options.AuthorName;
        return named;
    }

    /// <summary>The id of a message in place of the one that the provider gave it, which a repeated request would change.</summary>
    private string IdOf(string? given)
    {
        var key = given ?? "";
        if (_ids.ContainsValue(key))
        {
            return key;
        }

        if (!_ids.TryGetValue(key, out var id))
        {
            _ids[key] = id = _ids.Count == 0 ? messageId : $"{messageId}.{_ids.Count}";
        }

        return id;
    }
}
