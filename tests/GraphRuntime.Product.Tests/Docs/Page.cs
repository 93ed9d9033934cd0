namespace GraphRuntime.Product.Tests.Docs;

/// <summary>A page of the documentation.</summary>
internal static class Page
{
    /// <summary>At most "prints", between empty lines, and the fence stand between a program and its output.</summary>
    private const int LinesBetween = 5;

    /// <summary>The README and everything in docs, relative to the repository.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "README.md",
        .. Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md").Select(static file => "docs/" + Path.GetFileName(file)).Order(StringComparer.Ordinal),
    ];

    /// <summary>The fenced blocks of a page with this language, each with the number of its first line.</summary>
    public static IEnumerable<(int Line, string Text)> Blocks(string page, string language)
    {
        var lines = Repository.Read(page.Split('/')).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                continue;
            }

            var end = Array.FindIndex(lines, i + 1, static l => l == "```");
            if (lines[i] == "```" + language)
            {
                yield return (i + 2, string.Join('\n', lines[(i + 1)..end]));
            }

            i = end;
        }
    }

    /// <summary>The programs of a page that are followed by what they print.</summary>
    public static IEnumerable<(string Source, string Output)> Programs(string page)
    {
        foreach (var (line, source) in Blocks(page, "csharp"))
        {
            var end = line + source.Count(static c => c == '\n') + 1;
            foreach (var output in Blocks(page, "text").Where(output => output.Line > end && output.Line - end <= LinesBetween))
            {
                yield return (source, output.Text);
            }
        }
    }
}
