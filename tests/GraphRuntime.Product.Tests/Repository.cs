namespace GraphRuntime.Product.Tests;

/// <summary>Finds the repository from where this test was built.</summary>
internal static class Repository
{
    private static readonly DirectoryInfo Output = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    public static string Root { get; } = FindRoot();

    /// <summary>Debug or Release, as these tests were built.</summary>
    public static string Configuration => Output.Parent!.Name;

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Text with line ends as in the repository.</summary>
    public static string Read(params string[] parts) => File.ReadAllText(PathOf(parts)).ReplaceLineEndings("\n");

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
