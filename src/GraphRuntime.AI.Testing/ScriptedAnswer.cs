using GraphRuntime.Testing;
using Microsoft.Extensions.AI;

namespace GraphRuntime.AI.Testing;

/// <summary>One answer of a <see cref="ScriptedChatClient"/>. Change what is special about it with <c>with</c>.</summary>
public sealed record ScriptedAnswer
{
    private ScriptedAnswer(IReadOnlyList<AIContent> contents) => Contents = contents;

    /// <summary>What is answered.</summary>
    public IReadOnlyList<AIContent> Contents { get; init; }

    /// <summary>The failure in the place of an answer; <see langword="null"/> for none. With <see cref="Contents"/> it comes after them.</summary>
    public Exception? Error { get; init; }

    /// <summary>Where the answer waits until the test lets it go on; <see langword="null"/> for nowhere.</summary>
    public Gate? Gate { get; init; }

    /// <summary>How many pieces are given before <see cref="Gate"/>.</summary>
    public int PiecesBeforeGate { get; init; }

    /// <summary>What the answer costs; <see langword="null"/> to say nothing of it.</summary>
    public UsageDetails? Usage { get; init; }

    /// <summary>A text. It is streamed word by word.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The answer.</returns>
    public static ScriptedAnswer Say(string text) => new([new TextContent(text)]);

    /// <summary>A call of a tool.</summary>
    /// <param name="tool">The name of the tool.</param>
    /// <param name="arguments">The arguments, an object whose properties they are; <see langword="null"/> for none.</param>
    /// <param name="id">The id of the call; <see langword="null"/> for the name of the tool with the number of the request.</param>
    /// <returns>The answer; <see cref="And"/> adds further calls.</returns>
    public static ScriptedAnswer Call(string tool, IReadOnlyDictionary<string, object?>? arguments = null, string? id = null) =>
        new([new FunctionCallContent(id ?? "", tool, new Dictionary<string, object?>(arguments ?? new Dictionary<string, object?>()))]);

    /// <summary>Any contents.</summary>
    /// <param name="contents">The contents.</param>
    /// <returns>The answer.</returns>
    public static ScriptedAnswer Of(params IReadOnlyList<AIContent> contents) => new(contents);

    /// <summary>A failure.</summary>
    /// <param name="error">The failure.</param>
    /// <returns>The answer.</returns>
    public static ScriptedAnswer Fail(Exception error) => new([]) { Error = error };

    /// <summary>Both answers as one.</summary>
    /// <param name="other">What comes after.</param>
    /// <returns>The answer.</returns>
    public ScriptedAnswer And(ScriptedAnswer other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { Contents = [.. Contents, .. other.Contents], Error = other.Error ?? Error };
    }

    /// <summary>The answer that waits at a gate.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="afterPieces">How many pieces come before it.</param>
    /// <returns>The answer.</returns>
    public ScriptedAnswer At(Gate gate, int afterPieces = 0) => this with { Gate = gate, PiecesBeforeGate = afterPieces };

    /// <summary>A text is an answer.</summary>
    /// <param name="text">The text.</param>
    public static implicit operator ScriptedAnswer(string text) => Say(text);
}
