using System.Text.Json;
using System.Text.Json.Nodes;
using GraphRuntime.Scheduling;

namespace GraphRuntime.AspNetCore;

/// <summary>
/// Makes schedules of what clients ask for. Everything that a run needs is fixed here: who asked, and the configuration that the assistant has now.
/// </summary>
internal static class CronBuilder
{
    public static async ValueTask<Cron> BuildAsync(ApiRequest request, string id, string? threadId, JsonObject asked)
    {
        var body = asked.Deserialize(WireJson.Default.CreateCronRequest)!;
        var cron = body.Schedule ?? throw ApiException.Bad("'schedule' is missing.");
        RunChecks.Check(body);
        if (body.OnRunCompleted is not (null or "delete" or "keep"))
        {
            throw ApiException.Bad("'on_run_completed' is 'delete' or 'keep'.");
        }

        if (body.Command is not null)
        {
            throw ApiException.Bad("A cron has an input, and no command.");
        }

        if (body.Webhook is { } webhook)
        {
            WebhookTargets.Check(webhook, request.Api.Options.Webhooks);
        }

        var assistant = await new RunStarter(request).FindAssistantAsync(body).ConfigureAwait(false);
        var thread = threadId is null ? new ThreadInfo { ThreadId = "", Status = ThreadStatus.Idle } : await request.FindThreadAsync(threadId).ConfigureAwait(false);
        var graph = request.Api.Graphs.Find(assistant.GraphId) ?? throw ApiException.NotFound("graph", assistant.GraphId);
        new RunInputs(graph, request.Api.NewId).Read(body, thread);
        var schedule = Schedule(request, id, cron, thread, assistant, body) with { ThreadId = threadId, CreateThread = threadId is null, Data = Cron.DataOf(assistant.AssistantId, request.Owner, asked) };
        return Cron.From(schedule)!;
    }

    private static GraphSchedule Schedule(ApiRequest request, string id, string cron, ThreadInfo thread, Assistant assistant, CreateCronRequest body)
    {
        var context = RunContexts.Of(request, thread, assistant, body);
        var isTemporary = thread.ThreadId.Length == 0 && body.OnRunCompleted != "keep";
        var stored = RunStarter.Describe(assistant, body, isTemporary) with { Config = RunContexts.Describe(thread, assistant, null, context, body.Config) };
        return new GraphSchedule
        {
            Id = id,
            GraphName = assistant.GraphId,
            Cron = cron,
            TimeZone = body.Timezone ?? "UTC",
            Input = body.Input is { ValueKind: not JsonValueKind.Null } input ? input : null,
            IsEnabled = body.Enabled ?? true,
            EndsAt = body.EndTime,
            MultitaskStrategy = WireNames.ParseStrategy(body.MultitaskStrategy),
            RecursionLimit = body.Config?.RecursionLimit ?? assistant.RecursionLimit,
            InterruptBefore = RunStarter.Nodes(body.InterruptBefore),
            InterruptAfter = RunStarter.Nodes(body.InterruptAfter),
            Durability = RunStarter.DurabilityOf(body),
            StreamModes = RunStarter.Stored,
            Context = ToJson(context),
            Metadata = ToJson(RunStarter.MetadataOf(thread, assistant, body, stored).Stored),
            ThreadMetadata = ToJson(ThreadMetadata(request, assistant, isTemporary)),
        };
    }

    private static Dictionary<string, object?> ThreadMetadata(ApiRequest request, Assistant assistant, bool isTemporary)
    {
        var metadata = new Dictionary<string, object?>(StringComparer.Ordinal) { ["graph_id"] = assistant.GraphId, ["assistant_id"] = assistant.AssistantId };
        if (isTemporary)
        {
            metadata[ThreadReader.TemporaryEntry] = true;
        }

        if (request.Owner is { } owner)
        {
            metadata[ThreadReader.OwnerEntry] = owner;
        }

        return metadata;
    }

    private static JsonElement ToJson(Dictionary<string, object?> values)
    {
        using var document = JsonDocument.Parse(JsonBytes.Of(json =>
        {
            json.WriteStartObject();
            foreach (var (name, value) in values)
            {
                json.WritePropertyName(name);
                if (value is JsonElement element)
                {
                    element.WriteTo(json);
                }
                else
                {
                    Metadata.WriteScalar(json, value);
                }
            }

            json.WriteEndObject();
        }));
        return document.RootElement.Clone();
    }
}
