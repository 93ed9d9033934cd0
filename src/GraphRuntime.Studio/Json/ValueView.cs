using System.Text.Json.Serialization;

namespace GraphRuntime.Studio;

/// <summary>A JSON value as the page shows it: a tree that is cut to limits, so that the size of a state does not matter.</summary>
internal sealed record ValueView
{
    /// <summary><c>null</c>, <c>boolean</c>, <c>number</c>, <c>string</c>, <c>array</c> or <c>object</c>.</summary>
    public required string Kind { get; init; }

    public bool? Value { get; init; }

    /// <summary>The text of a string, or the digits of a number as they are stored.</summary>
    public string? Text { get; init; }

    /// <summary>The length of a string; its text is shorter where it was cut.</summary>
    public int? Length { get; init; }

    /// <summary>How many children an array or object has; fewer are in the tree where it was cut.</summary>
    public int? Count { get; init; }

    public IReadOnlyList<ValueView>? Items { get; init; }

    public IReadOnlyList<MemberView>? Members { get; init; }

    [JsonIgnore]
    public static ValueView Null { get; } = new() { Kind = "null" };
}
