using System.Text.Json;

namespace GraphRuntime.Crash.Tests;

/// <summary>One line of a log.</summary>
internal sealed record LogEvent(JsonElement Json)
{
    public string Name { get; } = Json.GetProperty("ev").GetString()!;

    /// <summary>Nanoseconds of the clock that all processes share.</summary>
    public long Time { get; } = Json.GetProperty("t").GetInt64();

    public string Process { get; } = Json.GetProperty("p").GetString()!;

    public string Run => Text("r");

    public string Thread => Text("th");

    public string Status => Text("status");

    public int Step => (int)Number("step");

    public int Attempt => (int)Number("att");

    public long Fence => Number("fence");

    public string Text(string field) => Json.GetProperty(field).GetString()!;

    public bool Has(string field) => Json.TryGetProperty(field, out _);

    public long Number(string field) => Json.GetProperty(field).GetInt64();
}
