using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GraphRuntime.Storage.Tests.Serialization;

/// <summary>A closed family of types: the discriminators are names of ours, not of types.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "shape")]
[JsonDerivedType(typeof(Circle), "round")]
[JsonDerivedType(typeof(Square), "angled")]
internal abstract record Shape;

internal sealed record Circle(int Radius) : Shape;

internal sealed record Square(int Side) : Shape;

/// <summary>Keeps such types in every kind of channel that is stored.</summary>
[GraphState(JsonContext = typeof(ShapeStateJson))]
internal sealed partial record ShapeState
{
    public Shape? Last { get; init; }

    [Append]
    public ImmutableArray<Shape> All { get; init; } = [];

    [Merge(nameof(KeyOf))]
    public ImmutableArray<Shape> Kinds { get; init; } = [];

    public JsonElement? Free { get; init; }

    private static string KeyOf(Shape shape) => shape.GetType().Name;
}

[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Shape))]
[JsonSerializable(typeof(ImmutableArray<Shape>))]
[JsonSerializable(typeof(JsonElement?))]
internal sealed partial class ShapeStateJson : JsonSerializerContext;
