namespace GraphRuntime.Studio.Tests.Expressions;

/// <summary>The language of conditions.</summary>
public sealed class ExpressionTests
{
    private const string State = """
        {"count":3,"big":12345678901234567890,"price":1.50,"done":false,"draft":null,"text":"Hello world","user":{"name":"Ada","odd name":{"x":1}},
         "messages":[{"role":"user"},{"role":"tool","text":"it's"}],"tags":["a","b"],"empty":[],"and":1}
        """;

    [Theory]
    [InlineData("count == 3", true)]
    [InlineData("count == 3.0", true)]
    [InlineData("count >= 3 and count <= 3", true)]
    [InlineData("count > 3 || count < 3", false)]
    [InlineData("big == 12345678901234567890 and big != 12345678901234567891", true)]
    [InlineData("price == 1.5", true)]
    [InlineData("count == '3'", false)]
    [InlineData("count < 'x'", false)]
    [InlineData("count != '3'", true)]
    [InlineData("-1 < count", true)]
    [InlineData("user.name == \"Ada\"", true)]
    [InlineData("user['name'] == 'Ada'", true)]
    [InlineData("user['odd name'].x == 1", true)]
    [InlineData("[\"and\"] == 1", true)]
    [InlineData("messages[0].role == 'user'", true)]
    [InlineData("messages[-1].role == 'tool'", true)]
    [InlineData("messages[-3].role == null", true)]
    [InlineData("messages[2147483647] == null", true)]
    [InlineData("messages[1].text == 'it\\'s'", true)]
    [InlineData("done", false)]
    [InlineData("not done", true)]
    [InlineData("!done && !draft", true)]
    [InlineData("count", true)]
    [InlineData("missing", false)]
    [InlineData("missing.deeper[3].still == null", true)]
    [InlineData("draft == missing", true)]
    [InlineData("exists(draft) and not exists(missing)", true)]
    [InlineData("length(messages) == 2 and length(text) == 11 and length(user) == 2", true)]
    [InlineData("length(count) == null", true)]
    [InlineData("length(missing) > 0", false)]
    [InlineData("text contains 'world'", true)]
    [InlineData("tags contains 'a'", true)]
    [InlineData("user contains 'name'", true)]
    [InlineData("count contains 3", false)]
    [InlineData("text startsWith 'Hello' and text endsWith 'world'", true)]
    [InlineData("'a' in tags", true)]
    [InlineData("count in [1, 2, 3]", true)]
    [InlineData("count in []", false)]
    [InlineData("false or true and false", false)]
    [InlineData("(false or true) and true", true)]
    [InlineData("not (count == 3) or true", true)]
    [InlineData("not not done", false)]
    [InlineData("text < 'J'", true)]
    [InlineData("tags == tags", true)]
    [InlineData("1e3 == 1000", true)]
    public void An_expression_holds_or_not(string text, bool expected)
    {
        using var state = JsonDocument.Parse(State);

        ExpressionParser.Parse(text).Holds(state.RootElement).Should().Be(expected);
    }

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("   ", 0, 0)]
    [InlineData("count ==", 8, 0)]
    [InlineData("count = 3", 6, 1)]
    [InlineData("count == 3 3", 11, 1)]
    [InlineData("and", 0, 3)]
    [InlineData("a and", 5, 0)]
    [InlineData("(a", 2, 0)]
    [InlineData("a)", 1, 1)]
    [InlineData("'text", 0, 5)]
    [InlineData("a == 'b\\q'", 7, 2)]
    [InlineData("a == 'b\\", 5, 3)]
    [InlineData("a.", 2, 0)]
    [InlineData("a.5", 2, 1)]
    [InlineData("a[", 2, 0)]
    [InlineData("a[b]", 2, 1)]
    [InlineData("a[-'b']", 3, 3)]
    [InlineData("a[99999999999]", 2, 11)]
    [InlineData("a in [1,", 8, 0)]
    [InlineData("1 < 2 < 3", 6, 1)]
    [InlineData("- a", 2, 1)]
    [InlineData("01 == 1", 0, 2)]
    [InlineData("1e == 1", 0, 2)]
    [InlineData("system('rm')", 0, 6)]
    [InlineData("exists(3)", 0, 6)]
    [InlineData("exists()", 7, 1)]
    [InlineData("a; b", 1, 1)]
    [InlineData("${a}", 1, 1)]
    [InlineData("a == @", 5, 1)]
    public void A_mistake_is_named_with_its_place(string text, int position, int length)
    {
        var mistake = FluentActions.Invoking(() => ExpressionParser.Parse(text)).Should().Throw<ExpressionException>().Which;

        (mistake.Position, mistake.Length).Should().Be((position, length), mistake.Message);
        mistake.Message.Should().EndWith(".");
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("not ", "")]
    [InlineData("!", "")]
    [InlineData("length(", ")")]
    public void Nesting_is_bounded(string open, string close)
    {
        var deep = string.Concat(Enumerable.Repeat(open, 200)) + "a" + string.Concat(Enumerable.Repeat(close, 200));

        FluentActions.Invoking(() => ExpressionParser.Parse(deep)).Should().Throw<ExpressionException>().WithMessage("*nested*");
    }

    [Fact]
    public void A_long_expression_is_refused_and_a_long_chain_is_not()
    {
        using var state = JsonDocument.Parse(State);
        var chain = string.Join(" or ", Enumerable.Repeat("no", 300));

        FluentActions.Invoking(static () => ExpressionParser.Parse(new string('a', 2_001))).Should().Throw<ExpressionException>().WithMessage("*longer*");
        ExpressionParser.Parse(chain).Holds(state.RootElement).Should().BeFalse();
        FluentActions.Invoking(static () => ExpressionParser.Parse(new string('1', 500) + " == 1")).Should().Throw<ExpressionException>();
    }

    [Fact]
    public async Task The_endpoint_checks_and_evaluates()
    {
        await using var host = await StudioHost.StartAsync(static options => options.IsReadOnly = true);
        await host.Coordinator.JoinAsync("t", (await host.Coordinator.CreateRunAsync("t", DeskGraph.Name, new DeskState.Update { Text = "hello" })).RunId).Soon();

        var holds = await host.PostAsync("expressions", """{"expression":"Text startsWith 'he'","threadId":"t"}""");
        var wrong = await host.PostAsync("expressions", """{"expression":"Text === 1"}""");

        holds.Json.GetProperty("value").GetBoolean().Should().BeTrue();
        wrong.Refusal.Should().Be((422, "invalid_expression"));
        wrong.Json.GetProperty("position").GetInt32().Should().Be(7);
        (await host.PostAsync("expressions", "{}")).Refusal.Should().Be((422, "invalid_argument"));
    }
}
