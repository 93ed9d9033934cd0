using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>How long a thread that nothing happens to is kept (<c>ttl</c>, in minutes). It is kept with the metadata of the thread, where callers do not see it.</summary>
internal static class ThreadTtl
{
    /// <summary>Marks threads that have a lifetime, so that they can be found.</summary>
    public const string MarkEntry = Metadata.Reserved + "has_ttl";
    private const string MinutesEntry = Metadata.Reserved + "ttl_minutes";

    /// <summary>Adds a lifetime to metadata that are stored: a number of minutes, or an object with them.</summary>
    public static void Add(Dictionary<string, object?> stored, JsonElement? ttl)
    {
        if (ttl is not { } given)
        {
            return;
        }

        var minutes = given.ValueKind == JsonValueKind.Object && given.TryGetProperty("ttl", out var inner) ? inner : given;
        if (given.ValueKind == JsonValueKind.Object && given.TryGetProperty("strategy", out var strategy) && !strategy.ValueEquals("delete"))
        {
            throw ApiException.Invalid("invalid_argument", "The 'strategy' of a 'ttl' is 'delete'.");
        }

        (stored[MarkEntry], stored[MinutesEntry]) = (true, minutes.ValueKind == JsonValueKind.Number ? Lifetime.Check(minutes.GetDouble()) : throw Lifetime.Wrong());
    }

    /// <summary>The lifetime of a thread; null for a thread without one.</summary>
    public static TimeSpan? Of(ThreadInfo thread) => MinutesOf(thread) is { } minutes ? TimeSpan.FromMinutes(minutes) : null;

    public static void Write(Utf8JsonWriter json, ThreadInfo thread)
    {
        if (EndOf(thread) is not { } end)
        {
            json.WriteNull("ttl");
            return;
        }

        json.WriteStartObject("ttl");
        json.WriteString("strategy", "delete");
        json.WriteNumber("ttl", MinutesOf(thread)!.Value);
        json.WriteString("expires_at", WireText.Time(end));
        json.WriteEndObject();
    }

    private static DateTimeOffset? EndOf(ThreadInfo thread) => Of(thread) is { } lifetime ? thread.UpdatedAt + lifetime : null;

    private static double? MinutesOf(ThreadInfo thread) => thread.Metadata.GetValueOrDefault(MinutesEntry) switch { double minutes => minutes, long minutes => minutes, _ => null };
}
