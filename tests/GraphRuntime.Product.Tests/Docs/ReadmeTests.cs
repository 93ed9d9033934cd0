using System.Reflection;

namespace GraphRuntime.Product.Tests.Docs;

public sealed class ReadmeTests
{
    private const int QuickStartLines = 30;

    private static string QuickStart => Page.Blocks("README.md", "csharp").First().Text;

    [Fact]
    public void The_quick_start_is_short() => QuickStart.Split('\n').Should().HaveCountLessThanOrEqualTo(QuickStartLines);

    [Fact]
    public async Task The_quick_start_prints_what_the_README_says()
    {
        var folder = Directory.CreateTempSubdirectory("graphruntime-readme-");
        var program = QuickStart.Replace("threads.db", Path.Combine(folder.FullName, "threads.db").Replace('\\', '/'), StringComparison.Ordinal);
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

        output.ToString().TrimEnd().Should().Be(Page.Blocks("README.md", "text").First().Text);
    }
}
