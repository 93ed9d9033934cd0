using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace GraphRuntime.Testing.Laws.Random;

/// <summary>The state of a random graph. The same type is used on paper and, as JSON, by the real graph. Null is a channel that nothing was written to.</summary>
internal sealed record PlanState
{
    public ImmutableList<string> Log { get; init; } = [];

    public int? Sum { get; init; }

    public int? Max { get; init; }

    public string? Pick { get; init; }

    public int? Rounds { get; init; }

    /// <summary>A channel that holds the value of one writer.</summary>
    public string? Single { get; init; }

    /// <summary>A dictionary in which a written entry replaces the one with the same key.</summary>
    public ImmutableSortedDictionary<string, string> Entries { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>A topic that accumulates.</summary>
    public ImmutableList<string> Gathered { get; init; } = [];

    /// <summary>An any-value channel: forgotten after a superstep without a write.</summary>
    public string? Note { get; init; }

    /// <summary>An ephemeral channel.</summary>
    public string? Hot { get; init; }

    /// <summary>A topic that does not accumulate.</summary>
    public ImmutableList<string> Bag { get; init; } = [];

    /// <summary>A text that differs where anything that a node reads differs.</summary>
    /// <param name="inChild">Whether a child reads it: what lasts for a superstep of the parent is no concern of a child.</param>
    public string Digest(bool inChild)
    {
        var lasting = string.Create(CultureInfo.InvariantCulture, $"{Log.Count}.{Sum ?? 0}.{Max ?? 0}.{Pick}.{Rounds ?? 0}.{Single}.{Entries.Count}.{Gathered.Count}");
        return inChild ? lasting : $"{lasting}.{Note}.{Hot}.{string.Join('+', Bag)}";
    }

    /// <summary>What of a state counts in comparisons: channels that last.</summary>
    public string Compared() => string.Create(
        CultureInfo.InvariantCulture,
        $"{string.Join(' ', Log)} | sum {Sum ?? 0}, max {Max ?? 0}, pick {Pick}, rounds {Rounds ?? 0}, single {Single}, entries {string.Join(' ', Entries)}, gathered {string.Join(' ', Gathered)}");

    /// <summary>This state, with the channels that another state has written in place of its own.</summary>
    public PlanState Under(PlanState other) => other with
    {
        Sum = other.Sum ?? Sum,
        Max = other.Max ?? Max,
        Pick = other.Pick ?? Pick,
        Rounds = other.Rounds ?? Rounds,
        Single = other.Single ?? Single,
        Entries = other.Entries.IsEmpty ? Entries : other.Entries,
        Gathered = other.Gathered.IsEmpty ? Gathered : other.Gathered,
    };

    public static PlanState Read(JsonElement json)
    {
        string? Text(string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        int Number(string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : 0;
        ImmutableList<string> List(string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(static item => item.GetString()!)]
            : [];
        return new()
        {
            Log = List("log"),
            Sum = Number("sum"),
            Max = Number("max"),
            Pick = Text("pick"),
            Rounds = Number("rounds"),
            Single = Text("single"),
            Entries = json.TryGetProperty("entries", out var entries) && entries.ValueKind == JsonValueKind.Object
                ? new PlanState().Entries.AddRange(entries.EnumerateObject().Select(static entry => KeyValuePair.Create(entry.Name, entry.Value.GetString()!)))
                : new PlanState().Entries,
            Gathered = List("gathered"),
            Note = Text("note"),
            Hot = Text("hot"),
            Bag = List("bag"),
        };
    }
}
