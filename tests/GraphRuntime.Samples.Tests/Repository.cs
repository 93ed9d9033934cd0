namespace GraphRuntime.Samples.Tests;

/// <summary>Finds what was built, from where this test was built.</summary>
internal static class Repository
{
    private static readonly DirectoryInfo Output = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    public static string Root { get; } = FindRoot();

    public static string SampleAssembly(string sample) =>
        Path.Combine(Root, "samples", sample, "bin", Output.Parent!.Name, Output.Name, sample + ".dll");

    public static IEnumerable<string> Samples => Directory.EnumerateDirectories(Path.Combine(Root, "samples"))
        .Where(folder => Directory.EnumerateFiles(folder, "*.csproj").Any())
        .Select(folder => Path.GetFileName(folder)!)
        .Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        for (var folder = Output; folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "GraphRuntime.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"There is no GraphRuntime.sln above {Output}.");
    }
}
