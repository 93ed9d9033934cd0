using System.Text.Json;

namespace GraphRuntime;

/// <summary>A question that a task waits on, or the reason for which it paused.</summary>
public sealed class Interrupt
{
    private readonly JsonSerializerOptions _options;

    internal Interrupt(string id, JsonElement value, bool isAnswerable, JsonSerializerOptions options)
    {
        Id = id;
        Value = value;
        IsAnswerable = isAnswerable;
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

    /// <summary>The payload as the type that the node gave.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>The payload.</returns>
    /// <exception cref="JsonException">The payload is not of that type.</exception>
    public T? ValueAs<T>() => Value.Deserialize(GraphJson.TypeInfo<T>(_options, "interrupt"));

    /// <inheritdoc/>
    public override string ToString() => Id;
}
