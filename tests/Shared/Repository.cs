namespace GraphRuntime.TestSupport;

/// <summary>Finds the repository from where a test was built. Compiled into every project of tests that looks at its files.</summary>
internal static class Repository
{
    private static readonly DirectoryInfo Output = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    public static string Root { get; } = FindRoot();

    /// <summary>Debug or Release, as the tests were built.</summary>
    public static string Configuration => Output.Parent!.Name;

    /// <summary>The samples by name.</summary>
    public static IEnumerable<string> Samples => Directory.EnumerateDirectories(PathOf("samples"))
        .Where(static folder => Directory.EnumerateFiles(folder, "*.??proj").Any())
        .Select(static folder => Path.GetFileName(folder)!)
        .Order(StringComparer.Ordinal);

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Text with line ends as in the repository.</summary>
    public static string Read(params string[] parts) => File.ReadAllText(PathOf(parts)).ReplaceLineEndings("\n");

    /// <summary>The C# files below a folder, without what builds wrote.</summary>
    public static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(PathOf(folder), "*.cs", SearchOption.AllDirectories)
        .Where(static file => !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj"));

    public static string SampleAssembly(string sample) => PathOf("samples", sample, "bin", Configuration, Output.Name, sample + ".dll");

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
