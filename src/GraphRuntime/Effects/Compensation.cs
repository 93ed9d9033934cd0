using System.Text.Json;

namespace GraphRuntime;

/// <summary>An effect to be undone, because its run was rolled back.</summary>
/// <remarks>After a crash it may be called more than once: identify the effect by <see cref="RunId"/>, <see cref="TaskId"/> and <see cref="Key"/>.</remarks>
public sealed class Compensation
{
    private readonly JsonSerializerOptions _options;

    internal Compensation(string name, string runId, string taskId, string key, JsonElement? result, JsonSerializerOptions options)
    {
        Name = name;
        RunId = runId;
        TaskId = taskId;
        Key = key;
        Result = result;
        _options = options;
    }

    /// <summary>The name under which what undoes it was registered.</summary>
    public string Name { get; }

    /// <summary>The run that was rolled back.</summary>
    public string RunId { get; }

    /// <summary>The task that did it.</summary>
    public string TaskId { get; }

    /// <summary>The key of the effect.</summary>
    public string Key { get; }

    /// <summary>The result of the effect as JSON; <see langword="null"/> where it is not known whether it happened.</summary>
    public JsonElement? Result { get; }

    /// <summary>True where the run was cut off while it was about to do it: it may have happened or not.</summary>
    public bool IsUncertain => Result is null;

    /// <summary>The result of the effect.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <returns>The result; the default where it is not known.</returns>
    public T? ResultAs<T>() => Result is { } result ? result.Deserialize(GraphJson.TypeInfo<T>(_options, "compensation")) : default;
}
