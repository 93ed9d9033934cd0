using System.Text.RegularExpressions;
using GraphRuntime.TestSupport;

namespace GraphRuntime.Policies.Tests;

public sealed partial class ChoosingAStrategyTests
{
    [Fact]
    public void DT_55_Every_snippet_of_the_page_is_in_these_tests()
    {
        var page = Repository.Read("docs", "choosing-a-strategy.md");
        var source = string.Concat(new[] { "", ".Effects" }.Select(static part => Repository.Read("tests", "GraphRuntime.Policies.Tests", "Docs", $"ChoosingAStrategyTests{part}.cs")));

        var onPage = Fences().Matches(page).Select(match => match.Groups[1].Value.Trim());
        var inTests = Marks().Matches(source).Select(match => Dedent(match.Groups[1].Value));

        inTests.Should().Equal(onPage);
    }

    private static string Dedent(string snippet)
    {
        var lines = snippet.Trim('\n', '\r').TrimEnd().Split('\n');
        var indent = lines[0].Length - lines[0].TrimStart().Length;
        return string.Join('\n', lines.Select(line => line.Length >= indent ? line[indent..] : line.Trim()));
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex(@"// snippet\n(.*?)\n[ ]*// end\n", RegexOptions.Singleline)]
    private static partial Regex Marks();
}
