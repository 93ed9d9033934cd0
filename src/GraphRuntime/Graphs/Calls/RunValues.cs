using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace GraphRuntime;

/// <summary>
/// The values that belong to a run (<see cref="RunConfig.Context"/>): who asks, for which tenant, in which language. They are stored with the run and are never
/// part of the state. An instance does not change.
/// </summary>
/// <remarks>As a dictionary it gives each value as a <see cref="JsonElement"/>; <see cref="Get{T}"/> and <see cref="As{T}"/> give typed values.</remarks>
public sealed class RunValues : IReadOnlyDictionary<string, object?>
{
    private readonly Dictionary<string, JsonElement> _values;
    private readonly JsonSerializerOptions _options;

    private RunValues(Dictionary<string, JsonElement> values, JsonSerializerOptions options)
    {
        _values = values;
        _options = options;
    }

    /// <summary>No values.</summary>
    public static RunValues Empty { get; } = new([], GraphJson.DefaultOptions);

    /// <summary>The number of values.</summary>
    public int Count => _values.Count;

    /// <summary>The names of the values.</summary>
    public IEnumerable<string> Keys => _values.Keys;

    /// <summary>The values as <see cref="JsonElement"/>s.</summary>
    public IEnumerable<object?> Values => _values.Values.Select(static value => (object?)value);

    /// <summary>All values as one UTF-8 JSON object; empty without values.</summary>
    public ReadOnlyMemory<byte> Json =>
        _values.Count == 0 ? default : JsonSerializer.SerializeToUtf8Bytes(_values, CoreJsonContext.Default.DictionaryStringJsonElement);

    /// <summary>A value as a <see cref="JsonElement"/>.</summary>
    /// <param name="key">The name.</param>
    /// <exception cref="MissingRunValueException">There is no such value.</exception>
    public object? this[string key] => Find(key);

    /// <summary>Makes values of the members of an object, one a member.</summary>
    /// <typeparam name="T">The type, written as a JSON object.</typeparam>
    /// <param name="values">The object.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the defaults of the library.</param>
    /// <returns>The values.</returns>
    /// <exception cref="StateSerializationException">The type cannot be written as JSON.</exception>
    /// <exception cref="ArgumentException">It is not written as a JSON object.</exception>
    public static RunValues From<T>(T values, JsonSerializerOptions? options = null)
        where T : notnull
    {
        options ??= GraphJson.DefaultOptions;
        var json = GraphJson.ToJson(values, options, "the context of a run");
        return json.ValueKind == JsonValueKind.Object
            ? new RunValues(Entries(json), options)
            : throw new ArgumentException($"{typeof(T).Name} is written as {json.ValueKind}, not as a JSON object. Give an object with a member for each value.", nameof(values));
    }

    /// <summary>A value by its type.</summary>
    /// <typeparam name="T">The type, read as the graph reads JSON.</typeparam>
    /// <param name="name">The name.</param>
    /// <returns>The value.</returns>
    /// <exception cref="MissingRunValueException">There is no such value.</exception>
    /// <exception cref="RunValueTypeException">The value is of another type.</exception>
    public T Get<T>(string name) => Read<T>(Find(name), name);

    /// <summary>A value by its type, if it is there.</summary>
    /// <typeparam name="T">The type, read as the graph reads JSON.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    /// <returns>False if there is no such value.</returns>
    /// <exception cref="RunValueTypeException">The value is of another type.</exception>
    public bool TryGet<T>(string name, [MaybeNullWhen(false)] out T value)
    {
        ArgumentNullException.ThrowIfNull(name);
        var found = _values.TryGetValue(name, out var json);
        value = found ? Read<T>(json, name) : default;
        return found;
    }

    /// <summary>All values as one object, such as a record with a property for each of them.</summary>
    /// <typeparam name="T">The type, read as the graph reads JSON.</typeparam>
    /// <returns>The object.</returns>
    /// <exception cref="RunValueTypeException">The values do not fit the type.</exception>
    public T As<T>() => Read<T>(ToElement(), null);

    /// <summary>Whether there is such a value.</summary>
    /// <param name="key">The name.</param>
    /// <returns>True if it is there.</returns>
    public bool ContainsKey(string key) => _values.ContainsKey(key);

    /// <summary>A value as a <see cref="JsonElement"/>, if it is there.</summary>
    /// <param name="key">The name.</param>
    /// <param name="value">The value.</param>
    /// <returns>False if there is no such value.</returns>
    public bool TryGetValue(string key, out object? value)
    {
        var found = _values.TryGetValue(key, out var json);
        value = found ? json : null;
        return found;
    }

    /// <summary>The values by their names.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() =>
        _values.Select(static entry => KeyValuePair.Create(entry.Key, (object?)entry.Value)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>What a caller gave, read with the options of a graph. Values that are null stay: see <see cref="With"/>.</summary>
    internal static RunValues Of(IReadOnlyDictionary<string, object?>? values, JsonSerializerOptions? options)
    {
        if (values is null or { Count: 0 })
        {
            return Empty;
        }

        options ??= GraphJson.DefaultOptions;
        if (values is RunValues known)
        {
            return new RunValues(known._values, options);
        }

        var json = new Dictionary<string, JsonElement>(values.Count, StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            json[name] = value switch
            {
                null => JsonValues.Null,
                JsonElement element => element.Clone(),
                _ => GraphJson.ToJson(value, Knowing(options, value.GetType()), $"context value {name}"),
            };
        }

        return new RunValues(json, options);
    }

    /// <summary>The members of a JSON object.</summary>
    internal static RunValues Of(JsonElement json, JsonSerializerOptions? options) => new(Entries(json), options ?? GraphJson.DefaultOptions);

    /// <summary>What <see cref="Json"/> gave.</summary>
    internal static RunValues Read(ReadOnlyMemory<byte> json, JsonSerializerOptions? options = null)
    {
        if (json.IsEmpty)
        {
            return Empty;
        }

        using var document = JsonDocument.Parse(json);
        return new RunValues(Entries(document.RootElement), options ?? GraphJson.DefaultOptions);
    }

    /// <summary>All values as one JSON object.</summary>
    internal JsonElement ToElement() => JsonSerializer.SerializeToElement(_values, CoreJsonContext.Default.DictionaryStringJsonElement);

    /// <summary>These values, overwritten by others name by name. A value that is null removes one.</summary>
    internal RunValues With(RunValues changes)
    {
        if (changes.Count == 0)
        {
            return this;
        }

        var merged = new Dictionary<string, JsonElement>(_values, StringComparer.Ordinal);
        foreach (var (name, value) in changes._values)
        {
            merged[name] = value;
        }

        foreach (var (name, _) in changes._values.Where(static change => change.Value.ValueKind == JsonValueKind.Null))
        {
            merged.Remove(name);
        }

        return new RunValues(merged, changes._options);
    }

    private static Dictionary<string, JsonElement> Entries(JsonElement json)
    {
        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            values[member.Name] = member.Value.Clone();
        }

        return values;
    }

    /// <summary>A serializer context of an application need not name types such as string.</summary>
    private static JsonSerializerOptions Knowing(JsonSerializerOptions options, Type type) =>
        options.TryGetTypeInfo(type, out _) ? options : GraphJson.DefaultOptions;

    private JsonElement Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _values.TryGetValue(name, out var value) ? value : throw new MissingRunValueException(name, [.. _values.Keys]);
    }

    private T Read<T>(JsonElement json, string? name)
    {
        try
        {
            return json.Deserialize(GraphJson.TypeInfo<T>(Knowing(_options, typeof(T)), name ?? "the context of a run"))!;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw new RunValueTypeException(name, typeof(T), exception);
        }
    }
}
