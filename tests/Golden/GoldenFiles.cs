namespace GraphRuntime.Golden;

/// <summary>Finds the stored files of this version and of earlier ones.</summary>
internal static class GoldenFiles
{
    /// <summary>The folder of this version; it changes with a version that stores something else.</summary>
    private const string Current = "0.1";

    private static readonly string Folder = FindFolder();

    public static IEnumerable<string> Versions => Directory.EnumerateDirectories(Folder).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal);

    public static string PathOf(string version, string file) => Path.Combine(Folder, version, file);

    /// <summary>Where the file of this version is to be written; <see langword="null"/> where it is there, or where nobody asked for it.</summary>
    public static string? Missing(string file)
    {
        var path = PathOf(Current, file);
        if (File.Exists(path))
        {
            return null;
        }

        return Environment.GetEnvironmentVariable("GRAPHRUNTIME_WRITE_GOLDEN") == "1"
            ? path
            : throw new InvalidOperationException($"{path} is missing. Restore it, or write it on purpose as the README beside it says.");
    }

    private static string FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "GraphRuntime.sln")))
            {
                return Path.Combine(folder.FullName, "tests", "Golden");
            }
        }

        throw new InvalidOperationException($"There is no GraphRuntime.sln above {AppContext.BaseDirectory}.");
    }
}
