using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.AspNetCore;

/// <summary>Which part of a history a caller asks for.</summary>
internal static class HistoryQueries
{
    public static HistoryQuery Of(HistoryRequest request, int limit)
    {
        var metadata = Metadata.ToStored(request.Metadata);
        CheckpointSource? source = metadata.Remove("source", out var name) && name is string text ? WireNames.ParseSource(text) : null;
        int? step = metadata.Remove("step", out var number) && number is long whole ? (int)whole : null;
        var runId = metadata.Remove("run_id", out var run) ? run as string : null;
        metadata.Remove("thread_id");
        return new HistoryQuery { Limit = limit, Before = BeforeOf(request), Source = source, Step = step, RunId = runId, Metadata = metadata.Count == 0 ? null : metadata };
    }

    private static long? BeforeOf(HistoryRequest request)
    {
        var before = request.Before;
        if (before is { ValueKind: JsonValueKind.String } id)
        {
            return CheckpointIds.Parse(id.GetString()!);
        }

        if (before is not { ValueKind: JsonValueKind.Object } given)
        {
            return null;
        }

        var place = given.TryGetProperty("configurable", out var configurable) ? configurable : given;
        return place.ValueKind == JsonValueKind.Object && place.TryGetProperty("checkpoint_id", out var found) && found.ValueKind == JsonValueKind.String
            ? CheckpointIds.Parse(found.GetString()!)
            : throw ApiException.Bad("'before' is the id of a checkpoint, or an object with 'checkpoint_id'.");
    }
}
