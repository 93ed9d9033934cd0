using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GraphRuntime.Golden;

/// <summary>Something that was said, by one side or the other.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Asked), "asked")]
[JsonDerivedType(typeof(Replied), "replied")]
internal abstract record Said(string Text);

internal sealed record Asked(string Text) : Said(Text);

internal sealed record Replied(string Text) : Said(Text);

internal sealed record Note(string Key, string Text);

/// <summary>A state with a channel of every kind that is stored. Its shape never changes: stored files depend on it.</summary>
[GraphState(JsonContext = typeof(TalkStateJson))]
internal sealed partial record TalkState
{
    public string? Draft { get; init; }

    [Append]
    public ImmutableArray<Said> Said { get; init; } = [];

    [Merge(nameof(KeyOf))]
    public ImmutableArray<Note> Notes { get; init; } = [];

    [Reduce(nameof(Sum))]
    public int Cost { get; init; }

    private static string KeyOf(Note note) => note.Key;

    private static int Sum(int current, int update) => current + update;
}

[JsonSerializable(typeof(ImmutableArray<Said>))]
[JsonSerializable(typeof(ImmutableArray<Note>))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int))]
internal sealed partial class TalkStateJson : JsonSerializerContext;
