using System.Text;
using System.Text.RegularExpressions;

namespace GraphRuntime.Product.Tests.Docs;

/// <summary>The page on the stored format is written from the files that have the names.</summary>
public sealed partial class StoredFormatPageTests
{
    private static readonly string[] s_names = ["StoredFormat.cs", "StoredFormat.Emissions.cs"];

    /// <summary>GRAPHRUNTIME_WRITE_EXPECTED=1 writes the tables again.</summary>
    [Fact]
    public void The_page_lists_every_name_with_its_meaning() => PagePart.Check("stored-format.md", "names", Tables());

    [Fact]
    public void No_object_has_two_meanings_for_one_name()
    {
        foreach (var part in Parts())
        {
            part.Keys.Select(static key => key.Name).Should().OnlyHaveUniqueItems(part.Name);
        }
    }

    /// <summary>Events are read by users and have names of their own.</summary>
    [Fact]
    public void Short_names_stand_in_these_files_only()
    {
        var others = new[] { "Checkpointing", "Effects", "Execution", "Nodes", "Replay", "State" }
            .SelectMany(static room => Directory.EnumerateFiles(Repository.PathOf("src", "GraphRuntime", room), "*.cs", SearchOption.AllDirectories))
            .Where(static file => Path.GetFileName(file) is not "EventJson.cs" && !s_names.Contains(Path.GetFileName(file)));

        others.SelectMany(static file => ShortName().Matches(File.ReadAllText(file)).Select(match => $"{Path.GetFileName(file)}: {match.Value}")).Should().BeEmpty();
    }

    private static string Tables()
    {
        var text = new StringBuilder();
        foreach (var (name, meaning, keys) in Parts())
        {
            text.Append("\n\n### ").Append(name).Append("\n\n").Append(meaning).Append("\n\n| Name | Meaning |\n|---|---|");
            foreach (var key in keys)
            {
                text.Append("\n| `").Append(key.Name).Append("` | ").Append(key.Meaning).Append(" |");
            }
        }

        return text.Append("\n\n").ToString();
    }

    private static IEnumerable<(string Name, string Meaning, IReadOnlyList<(string Name, string Meaning)> Keys)> Parts()
    {
        var names = string.Concat(s_names.Select(static file => Repository.Read("src", "GraphRuntime", "Checkpointing", file).ReplaceLineEndings("\n")));
        foreach (Match part in Part().Matches(names))
        {
            yield return (part.Groups["name"].Value, part.Groups["meaning"].Value,
                [.. Key().Matches(part.Groups["keys"].Value).Select(static key => (key.Groups["name"].Value, key.Groups["meaning"].Value))]);
        }
    }

    [GeneratedRegex(@"<summary>(?<meaning>[^\n]*)</summary>\n    public static class (?<name>\w+)\n    \{(?<keys>.*?)\n    \}", RegexOptions.Singleline)]
    private static partial Regex Part();

    [GeneratedRegex("<summary>(?<meaning>.*)</summary>\n        public const string \\w+ = \"(?<name>[^\"]+)\";")]
    private static partial Regex Key();

    [GeneratedRegex("""(Write\w+|GetProperty|ValueTextEquals|Strings|ReadNodes)\((\w+, )?"[a-z#]{1,2}"(u8)?""")]
    private static partial Regex ShortName();
}
