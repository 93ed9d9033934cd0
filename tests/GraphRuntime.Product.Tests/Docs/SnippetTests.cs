namespace GraphRuntime.Product.Tests.Docs;

public sealed class SnippetTests
{
    public static TheoryData<string> Pages => [.. Page.All];

    [Theory]
    [MemberData(nameof(Pages))]
    public void DT_55_Every_snippet_of_a_page_compiles(string page)
    {
        foreach (var (line, text) in Page.Blocks(page, "csharp"))
        {
            SnippetCompiler.Problems(text).Should().BeEmpty("{0}, line {1}, is read by people who will type it", page, line);
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_of_a_page_leads_to_a_file(string page)
    {
        var folder = Path.GetDirectoryName(Repository.PathOf(page.Split('/')))!;
        foreach (var link in Links(Repository.Read(page.Split('/'))))
        {
            var file = Path.Combine(folder, link.Split('#')[0]);
            (File.Exists(file) || Directory.Exists(file)).Should().BeTrue("{0} links to {1}", page, link);
        }
    }

    [Fact]
    public void The_index_names_every_page() =>
        Page.All.Where(static page => page is not ("README.md" or "docs/README.md")).Select(static page => $"]({page["docs/".Length..]})")
            .Should().OnlyContain(link => Repository.Read("docs", "README.md").Contains(link, StringComparison.Ordinal));

    [Fact]
    public void The_contents_of_the_site_name_every_page_once()
    {
        var contents = Repository.Read("docs", "toc.yml").Split('\n').Where(static line => line.Contains("href: ", StringComparison.Ordinal)).Select(static line => "docs/" + line.Split("href: ")[1].Trim());

        contents.Should().BeEquivalentTo(Page.All.Except(["README.md"]));
    }

    private static IEnumerable<string> Links(string text) => text.Split("](").Skip(1).Select(static rest => rest.Split(')')[0])
        .Where(static link => link.Length > 0 && !link.StartsWith('#') && !link.Contains("://", StringComparison.Ordinal) && !link.Any(char.IsWhiteSpace));
}
