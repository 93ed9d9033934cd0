using System.Text.Json;

namespace GraphRuntime.Tests.State;

public sealed class UntypedValueTests
{
    private static readonly JsonSerializerOptions Own = new StateSchemaBuilder<Box>().LastValue<object?>("value", null).Build(1, null, static _ => new Box()).JsonOptions;

    public static TheoryData<object?> Values =>
    [
        null, "text \"quoted\" ü", true, 1, long.MaxValue, 0.1, 1e300, 1.5f, 12.50m, (byte)7, 'c', DayOfWeek.Friday, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
        Guid.Empty, new Uri("https://example.org/"), JsonSerializer.SerializeToElement(new { A = 1 }), new object(), new Box { Value = new Box { Value = 3 } },
        new object?[] { "a", null, 2, new object[] { 3L } }, new Dictionary<string, object?> { ["a"] = 1, ["b"] = new List<object?> { null, "c" } },
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public void Values_declared_as_objects_are_written_as_the_serializer_writes_them(object? value)
    {
        var box = new Box { Value = value };
        SameJson(JsonSerializer.Serialize(box, Own), JsonSerializer.Serialize(box));
        SameJson(JsonSerializer.Serialize<object?>(value, Own), JsonSerializer.Serialize(value));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text ü 😀")]
    [InlineData(true)]
    [InlineData(7)]
    [InlineData(long.MaxValue)]
    [InlineData(2.0)]
    [InlineData(-0.0)]
    [InlineData(1e20)]
    [InlineData(0.1)]
    public void Text_booleans_and_numbers_declared_as_objects_come_back_as_they_were(object? value) =>
        JsonSerializer.Deserialize<Box>(JsonSerializer.Serialize(new Box { Value = value }, Own), Own)!.Value.Should().Be(value);

    [Fact]
    public void Other_values_declared_as_objects_are_read_as_JSON()
    {
        var box = JsonSerializer.Deserialize<Box>("""{"Value":{"a":[1,null]}}""", Own)!;
        box.Value.Should().BeOfType<JsonElement>().Which.GetRawText().Should().Be("""{"a":[1,null]}""");
        JsonSerializer.Deserialize<Box>("""{"Value":null}""", Own)!.Value.Should().BeNull();
    }

    [Fact]
    public void An_object_that_contains_itself_is_refused()
    {
        var box = new Box();
        box.Value = new List<object> { box };
        FluentActions.Invoking(() => JsonSerializer.Serialize(box, Own)).Should().Throw<JsonException>();
    }

    private static void SameJson(string actual, string expected) => JsonElement.DeepEquals(JsonElement.Parse(actual), JsonElement.Parse(expected)).Should().BeTrue("{0} is {1}", actual, expected);

    public sealed class Box
    {
        public object? Value { get; set; }
    }
}
