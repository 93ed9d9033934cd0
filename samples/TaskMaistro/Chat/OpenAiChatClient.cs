using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace TaskMaistro.Chat;

/// <summary>
/// Asks a server that speaks the OpenAI chat completions protocol, which many do. It shows that any <see cref="IChatClient"/> fits; the packages of the
/// model makers have clients that can do more.
/// </summary>
internal sealed class OpenAiChatClient : IChatClient
{
    private readonly HttpClient _http = new();
    private readonly string _model;

    public OpenAiChatClient(Uri server, string? key, string model)
    {
        _model = model;
        _http.BaseAddress = new Uri(server.ToString().TrimEnd('/') + "/");
        if (!string.IsNullOrEmpty(key))
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var request = new JsonObject { ["model"] = _model, ["messages"] = OpenAiJson.Messages(messages) };
        if (options?.Tools is { Count: > 0 } tools)
        {
            request["tools"] = OpenAiJson.Tools(tools);
        }

        if (options?.ResponseFormat is ChatResponseFormatJson)
        {
            request["response_format"] = new JsonObject { ["type"] = "json_object" };
        }

        using var response = await _http.PostAsJsonAsync(new Uri("chat/completions", UriKind.Relative), request, cancellationToken);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return new ChatResponse(OpenAiJson.Message(answer.GetProperty("choices")[0].GetProperty("message")));
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetResponseAsync(messages, options, cancellationToken);
        foreach (var update in response.ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() => _http.Dispose();
}
