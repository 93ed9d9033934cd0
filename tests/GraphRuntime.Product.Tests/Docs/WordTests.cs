using System.Text.RegularExpressions;

namespace GraphRuntime.Product.Tests.Docs;

/// <summary>Pages, comments and names use the words of the glossary, and none of those that used to stand for something else.</summary>
public sealed partial class WordTests
{
    /// <summary>Rooms of the core whose comments and names are kept to the glossary.</summary>
    private static readonly string[] s_rooms =
    [
        "Building", "Checkpointing", "CompiledGraphs", "DependencyInjection", "Diagnostics", "Effects", "Exceptions", "Graphs", "Interrupts", "Nodes", "State", "Stores", "Streaming", "Values",
    ];

    public static TheoryData<string> Pages => [.. Page.All];

    public static TheoryData<string> Rooms => [.. s_rooms];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_has_no_word_that_the_glossary_replaces(string page) => Findings(Repository.PathOf(page.Split('/'))).Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_has_no_word_that_the_glossary_replaces(string room) =>
        Directory.GetFiles(Repository.PathOf("src", "GraphRuntime", room), "*.cs", SearchOption.AllDirectories).SelectMany(Findings).Should().BeEmpty();

    [Fact]
    public void The_glossary_names_each_word_once()
    {
        var words = Repository.Read("docs", "glossary.md").Split('\n').Where(static line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(static line => line.Split('|')[1].Trim()).Where(static word => word != "Word").ToList();

        words.Should().OnlyHaveUniqueItems().And.HaveCountGreaterThan(50);
    }

    private static IEnumerable<string> Findings(string file) => File.ReadLines(file)
        .Select(static (line, index) => (Text: line, Number: index + 1))
        .SelectMany(line => ReplacedWords().Matches(file.EndsWith(".md", StringComparison.Ordinal) ? Names().Replace(line.Text, "") : line.Text).Select(found => $"{Path.GetFileName(file)}:{line.Number}: '{found.Value}'"))
        .Where(static finding => !finding.StartsWith("contributing.md", StringComparison.Ordinal));

    /// <summary>Names of code in pages are judged where they are declared.</summary>
    [GeneratedRegex("`[^`]*`", RegexOptions.CultureInvariant)]
    private static partial Regex Names();

    [GeneratedRegex(@"\b(whoever|nobody|somebody|anew|mend(s|ed|ing)?|told|patience|lanes?|beside|heard)\b|(Tell|Told|Teller|Mend|Patience|Winds|Heard|Anew|Beside|LetGo|Whoever|Nobody|Somebody|Namesake|Wants)(?![a-z])", RegexOptions.CultureInvariant)]
    private static partial Regex ReplacedWords();
}
