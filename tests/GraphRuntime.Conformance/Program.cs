using GraphRuntime.Conformance.Cases;
using GraphRuntime.Conformance.Reporting;
using GraphRuntime.Conformance.Running;
using GraphRuntime.Conformance.Stores;

namespace GraphRuntime.Conformance;

/// <summary>Runs the cases of a folder and reports how they went.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        if (Arguments.Parse(arguments) is not { } options)
        {
            await Console.Error.WriteLineAsync("Usage: GraphRuntime.Conformance FOLDER [--store memory|sqlite|postgres] [--filter TEXT]");
            return 2;
        }

        var files = Directory.GetFiles(options.Folder, "*.json")
            .Where(f => Path.GetFileName(f).Contains(options.Filter, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        var results = new List<CaseResult>();
        await using var store = await CaseStore.OpenAsync(options.Store);
        foreach (var file in files)
        {
            var result = await CaseRunner.RunAsync(ConformanceCase.Read(file), store.Checkpointer);
            results.Add(result);
            if (!result.Passed)
            {
                Report.Failure(Console.Out, result);
            }
        }

        Report.Summary(Console.Out, results);
        return results.TrueForAll(static r => r.Passed) && results.Count > 0 ? 0 : 1;
    }
}
