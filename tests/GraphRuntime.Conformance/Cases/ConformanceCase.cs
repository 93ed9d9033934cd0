using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Cases;

/// <summary>One test case: graphs, a script of calls, and the expected answers.</summary>
internal sealed class ConformanceCase(JsonElement json)
{
    public string Id { get; } = json.GetProperty("id").GetString()!;

    public string Area { get; } = json.GetProperty("area").GetString()!;

    /// <summary>True where the recorded answer is specific to one engine; the note says what the other one does.</summary>
    public bool PythonDiffers { get; } = json.Member("python_differs").IsTrue();

    public string Note { get; } = json.Member("note").GetString() ?? "";

    public IReadOnlyDictionary<string, GraphSpec> Graphs { get; } =
        json.GetProperty("graphs").EnumerateObject().ToDictionary(static g => g.Name, static g => new GraphSpec(g.Name, g.Value), StringComparer.Ordinal);

    public IReadOnlyList<JsonElement> Script { get; } = [.. json.GetProperty("script").EnumerateArray()];

    /// <summary>The error that building the main graph must give, or <see langword="null"/>.</summary>
    public JsonElement? ExpectCompile { get; } = json.TryMember("expect_compile");

    /// <summary>Whether nodes of the case wait in real time.</summary>
    public bool HasWaits { get; } = json.GetProperty("graphs").GetRawText().Contains("\"wait\"", StringComparison.Ordinal);

    public GraphSpec Main => Graphs["main"];

    public static ConformanceCase Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return new ConformanceCase(document.RootElement.Clone());
    }
}
