using System.Text.Json;

namespace GraphRuntime.Execution;

/// <summary>Sequence numbers of inputs that calls have applied. They count on one thread: a copy of it has these numbers, and inputs of its own that count from the start.</summary>
internal sealed class SteeredNumbers
{
    public static readonly SteeredNumbers None = new("", []);

    private readonly string _thread;
    private readonly IReadOnlyList<long> _numbers;

    private SteeredNumbers(string thread, IReadOnlyList<long> numbers) => (_thread, _numbers) = (thread, numbers);

    public bool IsEmpty => _numbers.Count == 0;

    public static SteeredNumbers Of(string thread, long number) => new(thread, [number]);

    public static SteeredNumbers Read(JsonElement json, string name, string thread) =>
        json.TryGetProperty(name, out var numbers) && json.TryGetProperty(thread, out var on) ? new(on.GetString()!, [.. numbers.EnumerateArray().Select(static number => number.GetInt64())]) : None;

    /// <summary>Those of a thread.</summary>
    public IReadOnlyList<long> On(string? thread) => _thread == thread ? _numbers : [];

    /// <summary>These and others. Those of another thread are forgotten.</summary>
    public SteeredNumbers With(SteeredNumbers others) => others.IsEmpty ? this : new(others._thread, [.. On(others._thread).Union(others._numbers)]);

    public void Write(Utf8JsonWriter json, string name, string thread)
    {
        if (IsEmpty)
        {
            return;
        }

        json.WriteString(thread, _thread);
        json.WriteStartArray(name);
        foreach (var number in _numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
