using System.Text.Json;
using System.Text.Json.Nodes;

namespace GraphRuntime.AspNetCore;

/// <summary>Schedules, which clients call crons.</summary>
internal static class CronEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapApi("POST", "/runs/crons", "Runs an assistant at the ticks of a schedule, each time on a thread of its own.", static request => CreateAsync(request, null))
            .Takes(typeof(CreateCronRequest)).Answers(typeof(WireCron)).Fails(404);
        routes.MapApi("POST", "/threads/{thread}/runs/crons", "Runs an assistant on a thread at the ticks of a schedule.", static request => CreateAsync(request, request.Route("thread")))
            .Takes(typeof(CreateCronRequest)).Answers(typeof(WireCron));
        routes.MapApi("POST", "/runs/crons/search", "Finds schedules.", static request => SearchAsync(request))
            .Takes(typeof(SearchCronsRequest), isOptional: true).Answers(typeof(List<WireCron>));
        routes.MapApi("POST", "/runs/crons/count", "Counts schedules.", static request => CountAsync(request))
            .Takes(typeof(SearchCronsRequest), isOptional: true).Answers(typeof(int));
        routes.MapApi("GET", "/runs/crons/{cron}", "Reads a schedule.", static request => GetAsync(request))
            .Answers(typeof(WireCron));
        routes.MapApi("PATCH", "/runs/crons/{cron}", "Changes a schedule.", static request => PatchAsync(request))
            .Takes(typeof(CreateCronRequest)).Answers(typeof(WireCron));
        routes.MapApi("DELETE", "/runs/crons/{cron}", "Deletes a schedule.", static request => DeleteAsync(request))
            .AnswersNothing();
    }

    private static async Task CreateAsync(ApiRequest request, string? threadId)
    {
        var asked = await request.BodyAsync(WireJson.Default.JsonObject).ConfigureAwait(false);
        await SaveAsync(request, await CronBuilder.BuildAsync(request, request.Api.NewId(), threadId, asked).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static async Task GetAsync(ApiRequest request)
    {
        var cron = await FindAsync(request).ConfigureAwait(false);
        await request.WriteAsync(json => Write(json, request, cron, Fields.All)).ConfigureAwait(false);
    }

    /// <summary>Members that are given take the place of the earlier ones; <c>null</c> takes one away.</summary>
    private static async Task PatchAsync(ApiRequest request)
    {
        var changes = await request.BodyAsync(WireJson.Default.JsonObject).ConfigureAwait(false);
        var cron = await FindAsync(request).ConfigureAwait(false);
        var asked = JsonObject.Create(cron.Request)!;
        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                asked.Remove(name);
            }
            else
            {
                asked[name] = value.DeepClone();
            }
        }

        await SaveAsync(request, await CronBuilder.BuildAsync(request, cron.Schedule.Id, cron.Schedule.ThreadId, asked).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static async Task SaveAsync(ApiRequest request, Cron cron)
    {
        var stored = Cron.From(await request.Api.Schedules.PutAsync(cron.Schedule, request.Aborted).ConfigureAwait(false))!;
        await request.WriteAsync(json => Write(json, request, stored, Fields.All)).ConfigureAwait(false);
    }

    private static async Task DeleteAsync(ApiRequest request)
    {
        var cron = await FindAsync(request).ConfigureAwait(false);
        await request.Api.Schedules.DeleteAsync(cron.Schedule.Id, request.Aborted).ConfigureAwait(false);
        request.Done();
    }

    private static Task SearchAsync(ApiRequest request) => ListAnswer.SearchAsync<SearchCronsRequest, Cron>(
        request, WireJson.Default.SearchCronsRequest, ListAsync, (json, cron, fields) => Write(json, request, cron, fields));

    private static Task CountAsync(ApiRequest request) => ListAnswer.CountAsync<SearchCronsRequest, Cron>(request, WireJson.Default.SearchCronsRequest, ListAsync);

    private static async ValueTask<List<Cron>> ListAsync(ApiRequest request, SearchCronsRequest query)
    {
        var assistant = query.AssistantId is { } id && !Guid.TryParse(id, out _) ? AssistantBook.DefaultId(id) : query.AssistantId;
        var all = (await request.Api.Schedules.ListAsync(request.Aborted).ConfigureAwait(false)).Select(Cron.From).OfType<Cron>();
        var found = all.Where(cron => IsVisible(request, cron)
            && (assistant is null || cron.AssistantId == assistant)
            && (query.ThreadId is null || cron.Schedule.ThreadId == query.ThreadId)
            && (query.Enabled is null || cron.Schedule.IsEnabled == query.Enabled)
            && JsonContainment.ContainsObject(cron.Metadata, query.Metadata));
        Func<Cron, string?> key = query.SortBy switch
        {
            null or "created_at" => static cron => WireText.Time(cron.Schedule.CreatedAt),
            "updated_at" => static cron => WireText.Time(cron.Schedule.UpdatedAt),
            "cron_id" => static cron => cron.Schedule.Id,
            "assistant_id" => static cron => cron.AssistantId,
            "thread_id" => static cron => cron.Schedule.ThreadId,
            "next_run_date" => cron => request.Api.Schedules.NextTick(cron.Schedule) is { } next ? WireText.Time(next) : null,
            _ => throw ApiException.Bad("'sort_by' is 'cron_id', 'assistant_id', 'thread_id', 'created_at', 'updated_at' or 'next_run_date'."),
        };
        return query.Sort(found, key);
    }

    private static async ValueTask<Cron> FindAsync(ApiRequest request)
    {
        var id = request.Route("cron");
        var schedule = id.Length is > 0 and <= 200 ? await request.Api.Schedules.FindAsync(id, request.Aborted).ConfigureAwait(false) : null;
        return schedule is not null && Cron.From(schedule) is { } cron && IsVisible(request, cron) ? cron : throw ApiException.NotFound("cron", id);
    }

    private static bool IsVisible(ApiRequest request, Cron cron) => request.Owner is null || request.Owner == cron.Owner;

    private static void Write(Utf8JsonWriter json, ApiRequest request, Cron cron, Fields fields) => CronWriter.Write(json, cron, request.Api.Schedules.NextTick(cron.Schedule), fields);
}
