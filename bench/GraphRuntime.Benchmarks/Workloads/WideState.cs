using System.Text.Json.Serialization;

namespace GraphRuntime.Benchmarks.Workloads;

/// <summary>A state with fifteen fields.</summary>
[GraphState(JsonContext = typeof(WideStateJson))]
internal sealed partial record WideState
{
    [Append] public IReadOnlyList<WideDocument> Messages { get; init; } = [];

    [Append] public IReadOnlyList<WideDocument> TriggerEvents { get; init; } = [];

    [Reduce(nameof(NewOrOld))] public string PrimaryIssueMedium { get; init; } = "email";

    public WideDocument? Autoresponse { get; init; }

    [Reduce(nameof(NewOrOld))] public WideDocument? Issue { get; init; }

    public IReadOnlyList<WideDocument>? RelevantRules { get; init; }

    public IReadOnlyList<WideDocument>? MemoryDocs { get; init; }

    [Append] public IReadOnlyList<WideDocument> Categorizations { get; init; } = [];

    [Append] public IReadOnlyList<WideDocument> Responses { get; init; } = [];

    [Reduce(nameof(NewOrOld))] public WideDocument? UserInfo { get; init; }

    [Reduce(nameof(NewOrOld))] public WideDocument? CrmInfo { get; init; }

    [Reduce(nameof(NewOrOld))] public string? EmailThreadId { get; init; }

    [Reduce(nameof(Join))] public WideDocument SlackParticipants { get; init; } = [];

    public string? BotId { get; init; }

    [Reduce(nameof(Join))] public WideDocument NotifiedAssignees { get; init; } = [];

    public static string NewOrOld(string? current, string? update) => string.IsNullOrEmpty(update) ? current! : update;

    public static WideDocument NewOrOld(WideDocument? current, WideDocument? update) => update ?? current!;

    public static WideDocument Join(WideDocument current, WideDocument update)
    {
        var joined = new WideDocument();
        foreach (var (key, value) in current)
        {
            joined[key] = value;
        }

        foreach (var (key, value) in update)
        {
            joined[key] = value;
        }

        return joined;
    }
}

[JsonSerializable(typeof(IReadOnlyList<WideDocument>))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(bool))]
internal sealed partial class WideStateJson : JsonSerializerContext;
