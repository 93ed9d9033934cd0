using System.Reflection;

namespace GraphRuntime.Product.Tests.Docs;

public sealed class ProgramTests
{
    public static TheoryData<string> Pages => [.. Page.All.Where(static page => Page.Programs(page).Any())];

    [Fact]
    public void The_README_and_the_page_on_tests_have_programs() => Page.All.Where(static page => Page.Programs(page).Any()).Should().Contain(["README.md", "docs/testing.md"]);

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_program_of_a_page_prints_what_the_page_says(string page)
    {
        foreach (var (source, output) in Page.Programs(page))
        {
            (await PrintedAsync(source)).Should().Be(output, "{0} says so", page);
        }
    }

    private static async Task<string> PrintedAsync(string source)
    {
        var folder = Directory.CreateTempSubdirectory("graphruntime-page-");
        var program = source.Replace("threads.db", Path.Combine(folder.FullName, "threads.db").Replace('\\', '/'), StringComparison.Ordinal);
        var entry = Assembly.Load(SnippetCompiler.CompileProgram(program)).EntryPoint!;
        using var output = new StringWriter { NewLine = "\n" };
        var console = Console.Out;
        Console.SetOut(output);
        try
        {
            // The compiler's entry point waits for the asynchronous one.
            await Task.Run(() => entry.Invoke(null, entry.GetParameters().Length == 0 ? [] : [Array.Empty<string>()]));
        }
        finally
        {
            Console.SetOut(console);
            folder.Delete(recursive: true);
        }

        return output.ToString().TrimEnd();
    }
}
