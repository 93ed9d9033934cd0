namespace GraphRuntime.Product.Tests.Docs;

public sealed class ReadmeTests
{
    private const int QuickStartLines = 30;

    private static readonly string Text = Repository.Read("README.md");

    [Fact]
    public void The_quick_start_is_short() => Page.Programs("README.md").First().Source.Split('\n').Should().HaveCountLessThanOrEqualTo(QuickStartLines);

    [Fact]
    public void Each_of_twelve_guarantees_names_tests_that_are_there()
    {
        var tests = Repository.Sources("tests").Select(File.ReadAllText).ToList();
        var rows = Text.Split('\n').Where(static line => line.StartsWith("| I", StringComparison.Ordinal) && char.IsAsciiDigit(line[3])).Select(static line => line.Split('|')).ToList();

        rows.Select(static cells => cells[1].Trim()).Should().Equal(Enumerable.Range(1, 12).Select(static number => $"I{number}"));
        foreach (var cells in rows)
        {
            var ids = cells[3].Split(',', StringSplitOptions.TrimEntries);
            ids.Should().NotBeEmpty().And.OnlyContain(id => tests.Any(test => test.Contains(id.Replace('-', '_') + "_", StringComparison.Ordinal)), cells[1]);
        }
    }

    [Fact]
    public void Every_project_and_file_of_a_command_is_there()
    {
        var paths = Text.Split([' ', '`', '\n']).Where(static word => word.StartsWith("samples/", StringComparison.Ordinal)
            || word.StartsWith("tests/", StringComparison.Ordinal) || word.StartsWith("bench/", StringComparison.Ordinal) || word == ".ci/run");

        paths.Should().NotBeEmpty().And.OnlyContain(static path => Path.Exists(Repository.PathOf(path.Split('/'))));
    }
}
