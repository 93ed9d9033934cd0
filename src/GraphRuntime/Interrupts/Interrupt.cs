using System.Text.Json;

namespace GraphRuntime;

/// <summary>A question that a task waits on, or the reason for which it paused.</summary>
public sealed class Interrupt
{
    private readonly JsonSerializerOptions _options;

    internal Interrupt(string id, JsonElement value, bool isAnswerable, JsonElement? answerSchema, JsonSerializerOptions options)
    {
        Id = id;
        Value = value;
        IsAnswerable = isAnswerable;
        AnswerSchema = answerSchema;
        _options = options;
    }

    /// <summary>The id by which it is answered: namespace, task, checkpoint and the number of the question in the task.</summary>
    public string Id { get; }

    /// <summary>The payload as JSON.</summary>
    public JsonElement Value { get; }

    /// <summary>
    /// False for a pause by <see cref="NodeInterruptException"/>: it cannot be answered and happens again until the state no longer leads to it.
    /// </summary>
    public bool IsAnswerable { get; }

    /// <summary>
    /// The JSON schema of the type that the node asks for. An answer that does not fit it is refused with <see cref="AnswerException"/> before anything runs.
    /// <see langword="null"/> where any JSON is an answer, and for a pause that cannot be answered.
    /// </summary>
    public JsonElement? AnswerSchema { get; }

    /// <summary>The payload as the type that the node gave.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>The payload.</returns>
    /// <exception cref="JsonException">The payload is not of that type.</exception>
    public T? ValueAs<T>() => Value.Deserialize(GraphJson.TypeInfo<T>(_options, "interrupt"));

    /// <inheritdoc/>
    public override string ToString() => Id;
}
