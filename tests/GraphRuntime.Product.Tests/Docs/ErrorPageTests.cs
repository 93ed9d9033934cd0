namespace GraphRuntime.Product.Tests.Docs;

public sealed class ErrorPageTests
{
    private const string Heading = "## ";

    [Fact]
    public void Every_exception_has_an_entry_that_says_why_and_what_to_do()
    {
        var page = Repository.Read("docs", "errors.md").Split('\n');
        var entries = page.Where(static l => l.StartsWith(Heading, StringComparison.Ordinal)).Select(static l => l[Heading.Length..]).ToList();
        var exceptions = Libraries.All.SelectMany(static a => a.GetExportedTypes())
            .Where(static t => typeof(Exception).IsAssignableFrom(t) && !t.IsAbstract)
            .Select(static t => t.Name)
            .Order(StringComparer.Ordinal);

        entries.Should().Equal(exceptions, "docs/errors.md has one entry for each exception, in alphabetical order");
        foreach (var name in entries)
        {
            var entry = page.SkipWhile(l => l != Heading + name).Skip(1).TakeWhile(static l => !l.StartsWith(Heading, StringComparison.Ordinal)).ToList();
            entry.Should().Contain(static l => l.StartsWith("*When.* ", StringComparison.Ordinal), name);
            entry.Should().Contain(static l => l.StartsWith("*Remedy.* ", StringComparison.Ordinal), name);
        }
    }

    [Fact]
    public void Every_kind_of_storage_problem_is_explained() =>
        Enum.GetNames<StorageProblem>().Should().OnlyContain(name => Repository.Read("docs", "errors.md").Contains($"| `{name}` |", StringComparison.Ordinal));

    [Fact]
    public void Every_exception_of_the_libraries_descends_from_one_root_or_says_that_a_task_paused() =>
        Libraries.All.SelectMany(static a => a.GetExportedTypes()).Where(static t => typeof(Exception).IsAssignableFrom(t))
            .Should().OnlyContain(static t => typeof(GraphRuntimeException).IsAssignableFrom(t) || typeof(OperationCanceledException).IsAssignableFrom(t)
                || t == typeof(Testing.ConformanceFailureException)
                || t.Name == "SimulationFailedException");
}
