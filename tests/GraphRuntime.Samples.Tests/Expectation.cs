namespace GraphRuntime.Samples.Tests;

/// <summary>The text that a sample prints, as it is checked in.</summary>
internal static class Expectation
{
    /// <summary>Compares with the checked-in text. With GRAPHRUNTIME_WRITE_EXPECTED=1 the text is written instead, to be reviewed.</summary>
    public static void Check(string name, string actual)
    {
        var file = Path.Combine(Repository.Root, "tests", "GraphRuntime.Samples.Tests", "Expected", name + ".txt");
        if (Environment.GetEnvironmentVariable("GRAPHRUNTIME_WRITE_EXPECTED") == "1")
        {
            File.WriteAllText(file, actual);
            return;
        }

        actual.Should().Be(File.ReadAllText(file).ReplaceLineEndings("\n"));
    }
}
