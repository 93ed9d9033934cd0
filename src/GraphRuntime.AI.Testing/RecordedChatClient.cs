using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace GraphRuntime.AI.Testing;

/// <summary>
/// Plays back the answers of a model from a file, and records those that are missing where it has a client to ask. The file has one request a line, as
/// JSON: what was asked, in a form without ids and times, and the answer with its pieces. It has the conversation in it; keep secrets out of recordings.
/// </summary>
/// <example><c>new RecordedChatClient("trip.jsonl", record ? realClient : null)</c></example>
public sealed class RecordedChatClient : IChatClient
{
    private readonly string _path;
    private readonly IChatClient? _inner;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<List<ChatResponseUpdate>>> _recorded;

    /// <summary>Opens a recording.</summary>
    /// <param name="path">The file; it is made where there is none.</param>
    /// <param name="inner">The client that is asked for what is missing; <see langword="null"/> to play back only.</param>
    public RecordedChatClient(string path, IChatClient? inner = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        (_path, _inner) = (path, inner);
        _recorded = Recording.Read(path);
    }

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<ChatMessage> asked = [.. messages];
        var key = Recording.KeyOf(asked, options);
        if (Take(key) is { } recorded)
        {
            foreach (var update in recorded)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return update.Clone();
            }

            yield break;
        }

        var inner = _inner ?? throw new ScriptException(
            $"'{Path.GetFileName(_path)}' has no recorded answer to a request whose last message is from '{(asked.Count > 0 ? asked[^1].Role : "nobody")}'. Record it: give the client to ask, and run again.");
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in inner.GetStreamingResponseAsync(asked, options, cancellationToken).ConfigureAwait(false))
        {
            updates.Add(update);
            yield return update;
        }

        Append(key, updates);
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is null && serviceType.IsInstanceOfType(this) ? this : _inner?.GetService(serviceType, serviceKey);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <summary>Answers to the same request are played in the order in which they were recorded; the last one again and again.</summary>
    private List<ChatResponseUpdate>? Take(string key)
    {
        lock (_lock)
        {
            return !_recorded.TryGetValue(key, out var answers) ? null : answers.Count > 1 ? answers.Dequeue() : answers.Peek();
        }
    }

    private void Append(string key, List<ChatResponseUpdate> updates)
    {
        var line = Recording.Line(key, updates);
        lock (_lock)
        {
            File.AppendAllText(_path, line + "\n");
        }
    }
}
