using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace GraphRuntime.Benchmarks.Agents;

/// <summary>A model that answers at once, so that only what is around it is measured: calls for a message of the user, text for results of tools.</summary>
/// <param name="calls">How many calls of the tool it asks for.</param>
/// <param name="tokens">How many pieces an answer has.</param>
internal sealed class InstantModel(int calls, int tokens) : IChatClient
{
    public const string Tool = "look";

    private int _requests;

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, Contents(messages))));

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var content in Contents(messages))
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, [content]);
        }

        await Task.CompletedTask;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private AIContent[] Contents(IEnumerable<ChatMessage> messages)
    {
        if (calls == 0 || messages.Last().Role == ChatRole.Tool)
        {
            return [.. Enumerable.Range(0, tokens).Select(static _ => new TextContent("token "))];
        }

        var request = Interlocked.Increment(ref _requests);
        return [.. Enumerable.Range(0, calls).Select(i => new FunctionCallContent($"{request}.{i}", Tool, new Dictionary<string, object?> { ["number"] = i }))];
    }
}
