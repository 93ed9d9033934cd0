using System.Runtime.CompilerServices;
using GraphRuntime.Testing;
using Microsoft.Extensions.AI;

namespace GraphRuntime.AI.Testing;

/// <summary>
/// A chat client that answers by a script and needs no network. Answers are given in their order; a script that is a function chooses by what it is asked.
/// Safe for concurrent use.
/// </summary>
public sealed class ScriptedChatClient : IChatClient
{
    private readonly Lock _lock = new();
    private readonly List<ScriptedRequest> _requests = [];
    private readonly Queue<ScriptedAnswer> _answers;
    private readonly Func<ScriptedRequest, ScriptedAnswer>? _choose;

    /// <summary>Creates a client that gives answers in their order.</summary>
    /// <param name="answers">The answers.</param>
    public ScriptedChatClient(params IReadOnlyList<ScriptedAnswer> answers) => _answers = new Queue<ScriptedAnswer>(answers);

    /// <summary>Creates a client that chooses its answers.</summary>
    /// <param name="choose">Chooses.</param>
    public ScriptedChatClient(Func<ScriptedRequest, ScriptedAnswer> choose)
        : this([]) => _choose = choose ?? throw new ArgumentNullException(nameof(choose));

    /// <summary>What was asked so far, in order.</summary>
    public IReadOnlyList<ScriptedRequest> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>How many answers of the script were not asked for.</summary>
    public int Left
    {
        get
        {
            lock (_lock)
            {
                return _answers.Count;
            }
        }
    }

    /// <summary>Adds an answer at the end.</summary>
    /// <param name="answer">The answer.</param>
    /// <returns>This client.</returns>
    public ScriptedChatClient Then(ScriptedAnswer answer)
    {
        lock (_lock)
        {
            _answers.Enqueue(answer);
        }

        return this;
    }

    /// <summary>Adds an answer that waits at a gate, and returns the gate.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="afterPieces">How many pieces come before the gate.</param>
    /// <returns>The gate.</returns>
    public Gate ThenHold(ScriptedAnswer answer, int afterPieces = 0)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var gate = new Gate();
        Then(answer.At(gate, afterPieces));
        return gate;
    }

    /// <summary>Makes sure that the whole script was asked for.</summary>
    /// <exception cref="ScriptException">Answers are left.</exception>
    public void ThrowIfLeft()
    {
        if (Left is > 0 and var left)
        {
            throw new ScriptException($"The script has {left} more answer{(left == 1 ? "" : "s")} than were asked for; there were {Requests.Count} requests.");
        }
    }

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (request, answer) = Take([.. messages], options);
        var pieces = Pieces(answer, request.Number).ToList();
        for (var i = 0; i <= pieces.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (answer.Gate is { } gate && i == Math.Min(answer.PiecesBeforeGate, pieces.Count))
            {
                await gate.PassAsync(cancellationToken).ConfigureAwait(false);
            }

            if (i < pieces.Count)
            {
                yield return new ChatResponseUpdate(ChatRole.Assistant, [pieces[i]]) { MessageId = $"answer-{request.Number}", ResponseId = $"response-{request.Number}" };
            }
        }

        if (answer.Error is { } error)
        {
            throw error;
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private (ScriptedRequest Request, ScriptedAnswer Answer) Take(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        ScriptedRequest request;
        lock (_lock)
        {
            request = new ScriptedRequest(_requests.Count + 1, messages, options);
            _requests.Add(request);
            if (_answers.TryDequeue(out var next))
            {
                return (request, next);
            }
        }

        return (request, _choose?.Invoke(request) ?? throw new ScriptException(
            $"The script has no answer to request {request.Number}, whose last message is from '{(messages.Count > 0 ? messages[^1].Role : "nobody")}'. Add one with Then."));
    }

    private static IEnumerable<AIContent> Pieces(ScriptedAnswer answer, int request)
    {
        var calls = 0;
        foreach (var content in answer.Contents)
        {
            switch (content)
            {
                case TextContent text:
                    foreach (var word in Words(text.Text))
                    {
                        yield return new TextContent(word);
                    }

                    break;
                case FunctionCallContent { CallId: "" } call:
                    yield return new FunctionCallContent($"{call.Name}-{request}{(calls++ > 0 ? $".{calls}" : "")}", call.Name, call.Arguments);
                    break;
                default:
                    yield return content;
                    break;
            }
        }

        if (answer.Usage is { } usage)
        {
            yield return new UsageContent(usage);
        }
    }

    private static IEnumerable<string> Words(string text)
    {
        var start = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == ' ')
            {
                yield return text[start..i];
                start = i;
            }
        }

        yield return text[start..];
    }
}
