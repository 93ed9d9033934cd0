namespace GraphRuntime.Conformance.Tests;

/// <summary>The cases that lie beside the tests: recorded ones, and others of the same format written for this library.</summary>
internal static class Corpus
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "corpus");
    private static readonly string s_own = Path.Combine(AppContext.BaseDirectory, "own");

    public static IEnumerable<string> Ids => List(s_folder);

    public static IEnumerable<string> OwnIds => List(s_own);

    public static string File(string id) => Path.Combine(id.StartsWith("own-", StringComparison.Ordinal) ? s_own : s_folder, id + ".json");

    private static IEnumerable<string> List(string folder) =>
        Directory.GetFiles(folder, "*.json").Select(static f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);
}
