namespace GraphRuntime.Mutations;

/// <summary>Reads <c>defects.txt</c>.</summary>
internal static class DefectTable
{
    private const string Head = "@ ";

    public static IReadOnlyList<Defect> Read() => Parse(Repository.Read("tests", "GraphRuntime.Mutations", "defects.txt"));

    private static List<Defect> Parse(string text)
    {
        var defects = new List<Defect>();
        var block = new List<string>();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Append(Head))
        {
            if (line.StartsWith(Head, StringComparison.Ordinal))
            {
                defects.AddRange(block.Count == 0 ? [] : [Parse(block)]);
                block.Clear();
            }

            if (block.Count > 0 || (line.StartsWith(Head, StringComparison.Ordinal) && line != Head))
            {
                block.Add(line);
            }
        }

        return defects;
    }

    private static Defect Parse(List<string> block)
    {
        var head = block[0][Head.Length..].Split('|', StringSplitOptions.TrimEntries);
        var tests = head[1].Split(' ', 2);
        return new Defect(head[0], tests[0], tests.Length > 1 ? tests[1] : "", head[2], Lines("F "), Lines("- "), Lines("+ "));

        string Lines(string mark) => string.Join('\n', block.Where(line => line.StartsWith(mark, StringComparison.Ordinal)).Select(line => line[mark.Length..]));
    }
}
