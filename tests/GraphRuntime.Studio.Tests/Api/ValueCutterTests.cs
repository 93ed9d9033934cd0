namespace GraphRuntime.Studio.Tests.Api;

/// <summary>Trees of values stay below their limits, whatever the values are.</summary>
public sealed class ValueCutterTests
{
    [Fact]
    public void A_deep_value_is_cut_at_its_depth()
    {
        var view = Cut(string.Concat(Enumerable.Repeat("[", 60)) + string.Concat(Enumerable.Repeat("]", 60)));
        var levels = 0;
        for (var current = view; current.Items is [var inner]; current = inner)
        {
            levels++;
        }

        levels.Should().Be(6);
    }

    [Fact]
    public void A_wide_value_is_cut_at_its_children_and_in_all()
    {
        var row = $"[{string.Join(',', Enumerable.Repeat("0", 200))}]";
        var view = Cut($"[{string.Join(',', Enumerable.Repeat(row, 200))}]");

        view.Count.Should().Be(200);
        view.Items!.Count.Should().BeLessThanOrEqualTo(100);
        view.Items.Sum(static item => item.Items?.Count ?? 0).Should().BeLessThanOrEqualTo(ValueLimits.Default.Nodes);
    }

    [Fact]
    public void Numbers_keep_their_digits_and_long_names_and_digits_are_cut()
    {
        var view = Cut($$"""{"n":12345678901234567890.10,"{{new string('x', 1000)}}":{{new string('9', 1000)}}}""");

        view.Members![0].Value.Text.Should().Be("12345678901234567890.10");
        view.Members[1].Name.Should().EndWith("…").And.HaveLength(201);
        view.Members[1].NameLength.Should().Be(1000);
        view.Members[1].Value.Length.Should().Be(1000);
    }

    [Theory]
    [InlineData("/a~1b", "1")]
    [InlineData("/m~0n", "2")]
    [InlineData("/list/1", "4")]
    [InlineData("/", "5")]
    public void Pointers_find_values(string address, string expected)
    {
        using var document = JsonDocument.Parse("""{"a/b":1,"m~n":2,"list":[3,4],"":5}""");

        JsonPointer.Find(document.RootElement, address).GetRawText().Should().Be(expected);
    }

    private static ValueView Cut(string json)
    {
        using var document = JsonDocument.Parse(json);
        return ValueCutter.Cut(document.RootElement);
    }
}
