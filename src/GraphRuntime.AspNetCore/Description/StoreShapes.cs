using System.Text.Json;

namespace GraphRuntime.AspNetCore;

internal sealed record WireItem
{
    public IReadOnlyList<string> Namespace { get; init; } = [];

    public string Key { get; init; } = "";

    public IReadOnlyDictionary<string, JsonElement> Value { get; init; } = new Dictionary<string, JsonElement>();

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public double? Score { get; init; }
}

internal sealed record WireItems
{
    public IReadOnlyList<WireItem> Items { get; init; } = [];
}

internal sealed record WireNamespaces
{
    public IReadOnlyList<IReadOnlyList<string>> Namespaces { get; init; } = [];
}

internal sealed record WireOk
{
    public bool Ok { get; init; }
}

internal sealed record WireInfo
{
    public string Version { get; init; } = "";

    public WireFlags Flags { get; init; } = new();
}

internal sealed record WireFlags
{
    public bool Assistants { get; init; }

    public bool Crons { get; init; }

    public bool Langsmith { get; init; }

    public bool StreamNamespaces { get; init; }

    public bool ProtocolV2 { get; init; }
}
