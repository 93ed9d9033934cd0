using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>Which events a subscription gets.</summary>
internal sealed class SubscriptionFilter
{
    private const int MaxChannels = 32;
    private const string CustomPrefix = "custom:";

    private static readonly HashSet<string> s_channels = new(StringComparer.Ordinal)
    {
        "values", "updates", "messages", "tools", "lifecycle", "input", "checkpoints", "tasks", "custom",
    };

    private readonly HashSet<string> _channels;
    private readonly IReadOnlyList<string[]>? _namespaces;
    private readonly int? _depth;

    private SubscriptionFilter(HashSet<string> channels, IReadOnlyList<string[]>? namespaces, int? depth, long since)
    {
        _channels = channels;
        _namespaces = namespaces;
        _depth = depth;
        Since = since;
    }

    /// <summary>Events up to this number are known.</summary>
    public long Since { get; }

    /// <summary>Reads a subscription.</summary>
    /// <param name="parameters">What the client sent.</param>
    /// <param name="refusesUnknown">Whether a channel that does not exist is refused, or left out.</param>
    public static SubscriptionFilter Read(JsonElement parameters, bool refusesUnknown)
    {
        var (channels, namespaces, depth, since) = (default(HashSet<string>), default(IReadOnlyList<string[]>), default(int?), 0L);
        if (parameters.ValueKind != JsonValueKind.Object)
        {
            throw ApiException.Bad("A subscription is an object with 'channels'.");
        }

        foreach (var member in parameters.EnumerateObject())
        {
            switch (member.Name)
            {
                case "channels":
                    channels = [.. Texts(member.Value, "channels")];
                    break;
                case "namespaces":
                    namespaces = member.Value.ValueKind == JsonValueKind.Null ? null : [.. List(member.Value, "namespaces").Select(static ns => Texts(ns, "namespaces").ToArray())];
                    break;
                case "depth":
                    depth = member.Value.ValueKind == JsonValueKind.Null ? null : (int)Number(member.Value, "depth");
                    break;
                case "since":
                    since = member.Value.ValueKind == JsonValueKind.Null ? 0 : Number(member.Value, "since");
                    break;
                default:
                    throw ApiException.Bad($"A subscription has no member '{member.Name}'.");
            }
        }

        if (channels is not { Count: > 0 and <= MaxChannels })
        {
            throw ApiException.Bad($"'channels' has 1 to {MaxChannels} names.");
        }

        if (refusesUnknown && channels.FirstOrDefault(static channel => !IsKnown(channel)) is { } unknown)
        {
            throw ApiException.Bad($"There is no channel '{unknown}'.");
        }

        return new SubscriptionFilter(channels, namespaces, depth, since);
    }

    public bool Takes(ProtocolEvent item) => item.Seq > Since && HasChannel(item) && HasPlace(item.Namespace);

    private static bool IsKnown(string channel) => s_channels.Contains(channel) || channel.StartsWith(CustomPrefix, StringComparison.Ordinal);

    private static JsonElement.ArrayEnumerator List(JsonElement value, string name) => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw ApiException.Bad($"'{name}' is a list.");

    private static IEnumerable<string> Texts(JsonElement value, string name) =>
        List(value, name).Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw ApiException.Bad($"'{name}' is a list of texts."));

    private static long Number(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= 0 ? number : throw ApiException.Bad($"'{name}' is a whole number that is not negative.");

    private bool HasChannel(ProtocolEvent item) => item.Method switch
    {
        "input.requested" or "input.answered" => _channels.Contains("input"),
        "custom" => _channels.Contains("custom") || (NameOf(item) is { } name && _channels.Contains(CustomPrefix + name)),
        _ => _channels.Contains(item.Method),
    };

    private bool HasPlace(IReadOnlyList<string> ns) => _namespaces is null
        ? _depth is null || ns.Count <= _depth
        : _namespaces.Any(prefix => EventNamespace.StartsWith(ns, prefix) && (_depth is null || ns.Count - prefix.Length <= _depth));

    private static string? NameOf(ProtocolEvent item)
    {
        using var document = JsonDocument.Parse(item.Data);
        return document.RootElement.TryGetProperty("name", out var name) ? name.GetString() : null;
    }
}
