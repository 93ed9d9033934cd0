using System.Text.Json;
using GraphRuntime.Stores;

namespace GraphRuntime.AspNetCore;

/// <summary>
/// Why runs were cancelled, as their cancellers said. The library keeps that a run was cancelled; what was said about it is kept in the long-term store for a while.
/// </summary>
internal static class CancelReasons
{
    /// <summary>The first name of the namespaces; callers cannot reach names with a dot.</summary>
    private const string Root = "graphruntime.cancel_reasons";
    private const string Member = "reason";
    private const int MaxLength = 200;
    private const int Page = 500;
    private static readonly StorePutOptions s_options = new() { TimeToLive = TimeSpan.FromDays(30) };

    /// <summary>Reads the reason of a request. Clients that steer a run say <c>taken</c>, and look for a reason that begins with <c>taken:</c>.</summary>
    public static string? Read(ApiRequest request, CancelAction action)
    {
        if (request.Query("reason") is not { } reason)
        {
            return null;
        }

        if (action == CancelAction.Rollback)
        {
            throw ApiException.Bad("'reason' is for the action 'interrupt': a run that is rolled back is not kept.");
        }

        return reason.Length > MaxLength
            ? throw ApiException.Invalid("invalid_argument", $"'reason' has at most {MaxLength} characters.")
            : reason == "taken" ? "taken:by_caller" : reason;
    }

    /// <summary>Keeps a reason before the run is cancelled. A run that ends in another way does not show it.</summary>
    public static ValueTask KeepAsync(ApiRequest request, RunInfo run, string reason)
    {
        var value = JsonBytes.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString(Member, reason);
            json.WriteEndObject();
        });
        return request.Api.Store.PutAsync(PlaceOf(run.ThreadId), run.RunId, value, s_options, request.Aborted);
    }

    /// <summary>The reasons of those runs that were cancelled, by their ids.</summary>
    public static async ValueTask<IReadOnlyDictionary<string, string>> FindAsync(ApiRequest request, IReadOnlyList<RunInfo> runs, Fields fields)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var cancelled = fields.Has("cancel_reason") ? runs.Where(static run => run.Reason == RunStatusReason.Cancelled).ToArray() : [];
        if (cancelled.Length == 1)
        {
            Add(found, await request.Api.Store.GetAsync(PlaceOf(cancelled[0].ThreadId), cancelled[0].RunId, request.Aborted).ConfigureAwait(false));
            return found;
        }

        for (var offset = 0; cancelled.Length > 0; offset += Page)
        {
            var query = new StoreQuery { Prefix = PlaceOf(cancelled[0].ThreadId), Limit = Page, Offset = offset };
            var items = await request.Api.Store.SearchAsync(query, request.Aborted).ConfigureAwait(false);
            foreach (var item in items)
            {
                Add(found, item);
            }

            if (items.Count < Page)
            {
                break;
            }
        }

        return found;
    }

    private static StoreNamespace PlaceOf(string threadId) => StoreNamespace.Create([Root, NameBasedId.Of(threadId)]);

    private static void Add(Dictionary<string, string> found, StoreItem? item)
    {
        if (item is null)
        {
            return;
        }

        using var document = JsonDocument.Parse(item.Value);
        found[item.Key.Key] = document.RootElement.GetProperty(Member).GetString()!;
    }
}
