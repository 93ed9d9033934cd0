namespace GraphRuntime.Samples.Tests;

/// <summary>The text that a sample prints, as it is checked in.</summary>
internal static class Expectation
{
    /// <summary>Whether texts are written instead of compared, to be reviewed.</summary>
    public static bool IsWritten { get; } = Environment.GetEnvironmentVariable("GRAPHRUNTIME_WRITE_EXPECTED") == "1";

    public static string Of(string name) => File.ReadAllText(PathOf(name)).ReplaceLineEndings("\n");

    public static void Check(string name, string actual)
    {
        if (IsWritten)
        {
            File.WriteAllText(PathOf(name), actual);
            return;
        }

        actual.Should().Be(Of(name));
    }

    private static string PathOf(string name) => Path.Combine(Repository.Root, "tests", "GraphRuntime.Samples.Tests", "Expected", name + ".txt");
}
