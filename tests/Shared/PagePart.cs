namespace GraphRuntime.TestSupport;

/// <summary>A part of a page of the documentation that a test makes. It stands between <c>&lt;!-- name --&gt;</c> and <c>&lt;!-- end of name --&gt;</c>.</summary>
internal static class PagePart
{
    /// <summary>Compares the part with what the test has made. GRAPHRUNTIME_WRITE_EXPECTED=1 writes it instead, to be reviewed.</summary>
    public static void Check(string page, string name, string made)
    {
        var text = Repository.Read("docs", page);
        var begin = $"<!-- {name} -->";
        var start = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var end = text.IndexOf($"<!-- end of {name} -->", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("GRAPHRUNTIME_WRITE_EXPECTED") == "1")
        {
            File.WriteAllText(Repository.PathOf("docs", page), text[..start] + made + text[end..]);
            return;
        }

        text[start..end].Should().Be(made, "this part of docs/{0} is made by this test; run it with GRAPHRUNTIME_WRITE_EXPECTED=1 and review the difference", page);
    }
}
