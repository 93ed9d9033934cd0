using System.Reflection;

namespace GraphRuntime.Product.Tests.Docs;

public sealed class DoubleTextingPageTests
{
    private static readonly string[] Needs =
    [
        "every request processed", "the new request first", "the first must not stop", "a fast answer", "side effects", "the first was cancelled by its user",
        "all history kept", "the cleanest history", "something added to the work in progress",
    ];

    [Fact]
    public void DT_57_What_is_recommended_for_a_need_is_what_RunPolicy_recommends() =>
        Repository.Read("docs", "double-texting.md").Should().Contain(string.Concat(
            Enum.GetValues<RunNeed>().Zip(Needs, static (need, words) => $"| {words} | {string.Join(", or ", RunPolicy.Recommend(need))} |\n")));

    [Fact]
    public void Every_strategy_rule_and_status_has_a_row()
    {
        var page = Repository.Read("docs", "double-texting.md");

        Enum.GetNames<MultitaskStrategy>().Concat(Enum.GetNames<RunStatus>()).Should().OnlyContain(name => page.Contains($"| `{name}`", StringComparison.Ordinal));
        typeof(PausedThreadRule).GetProperties(BindingFlags.Static | BindingFlags.Public).Select(static rule => rule.Name).Should().NotBeEmpty().And.OnlyContain(name => page.Contains($"| `PausedThreadRule.{name}`", StringComparison.Ordinal));
    }
}
