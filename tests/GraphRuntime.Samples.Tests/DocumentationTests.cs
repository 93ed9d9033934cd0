using System.Text.RegularExpressions;

namespace GraphRuntime.Samples.Tests;

/// <summary>The page on the samples shows what they print. What they print is compared by the other tests.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string PagePath = Path.Combine(Repository.Root, "docs", "samples.md");

    /// <summary>GRAPHRUNTIME_WRITE_EXPECTED=1 writes the outputs of the page anew.</summary>
    [Fact]
    public void The_page_shows_what_the_samples_print()
    {
        var page = File.ReadAllText(PagePath).ReplaceLineEndings("\n");
        var actual = Output().Replace(page, static output => $"<!-- output: {output.Groups[1].Value} -->\n```text\n{Expectation.Of(output.Groups[1].Value).TrimEnd()}\n```\n");
        if (Expectation.IsWritten)
        {
            File.WriteAllText(PagePath, actual);
            return;
        }

        page.Should().Be(actual);
    }

    [Fact]
    public void The_page_shows_every_sample()
    {
        var page = File.ReadAllText(PagePath);
        string[] withoutOutput = ["TaskMaistro", "LangGraphServer", "Studio"];

        Repository.Samples.Should().OnlyContain(sample => page.Contains($"## {sample}\n", StringComparison.Ordinal)
            && (page.Contains($"<!-- output: {sample} -->", StringComparison.Ordinal) || withoutOutput.Contains(sample)));
    }

    [GeneratedRegex("<!-- output: (.+) -->\n```text\n[^`]*```\n")]
    private static partial Regex Output();
}
