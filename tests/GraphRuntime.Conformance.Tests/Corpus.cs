namespace GraphRuntime.Conformance.Tests;

/// <summary>The recorded cases that lie beside the tests.</summary>
internal static class Corpus
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "corpus");

    public static IEnumerable<string> Ids => Directory.GetFiles(s_folder, "*.json").Select(static f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

    public static string File(string id) => Path.Combine(s_folder, id + ".json");
}
