using GraphRuntime.Checkpointing;

namespace GraphRuntime.AspNetCore;

/// <summary>Threads.</summary>
internal static class ThreadEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapApi("POST", "/threads", "Creates a thread.", static request => CreateAsync(request))
            .Takes(typeof(CreateThreadRequest), isOptional: true).Answers(typeof(WireThread)).Fails(404, 409);
        routes.MapApi("POST", "/threads/search", "Finds threads.", static request => ThreadSearch.SearchAsync(request))
            .Takes(typeof(SearchThreadsRequest), isOptional: true).Answers(typeof(List<WireThread>));
        routes.MapApi("POST", "/threads/count", "Counts threads.", static request => ThreadSearch.CountAsync(request))
            .Takes(typeof(SearchThreadsRequest), isOptional: true).Answers(typeof(int));
        routes.MapApi("POST", "/threads/prune", "Removes threads, or their history.", static request => PruneAsync(request))
            .Takes(typeof(PruneThreadsRequest)).Answers(typeof(WirePruned)).Fails(409);
        routes.MapApi("GET", "/threads/{thread}", "Reads a thread.", static request => GetAsync(request))
            .Query(typeof(string[]), "include").Answers(typeof(WireThread));
        routes.MapApi("PATCH", "/threads/{thread}", "Changes the metadata of a thread.", static request => PatchAsync(request))
            .Takes(typeof(PatchThreadRequest)).Answers(typeof(WireThread)).AnswersNothing();
        routes.MapApi("DELETE", "/threads/{thread}", "Deletes a thread with its runs.", static request => DeleteAsync(request))
            .AnswersNothing().Fails(409);
        routes.MapApi("POST", "/threads/{thread}/copy", "Copies a thread.", static request => CopyAsync(request))
            .Answers(typeof(WireThread));
    }

    private static async Task CreateAsync(ApiRequest request)
    {
        var body = await request.OptionalBodyAsync(WireJson.Default.CreateThreadRequest).ConfigureAwait(false) ?? new CreateThreadRequest();
        if (body.IfExists is not (null or "raise" or "do_nothing"))
        {
            throw ApiException.Bad("'if_exists' is 'raise' or 'do_nothing'.");
        }

        var metadata = Metadata.ToStored(body.Metadata);
        ThreadTtl.Add(metadata, body.Ttl);
        if (request.Owner is { } owner)
        {
            metadata[ThreadReader.OwnerEntry] = owner;
        }

        var threadId = body.ThreadId is null ? request.Api.NewId() : ThreadIds.Check(body.ThreadId, request.Api.Options);
        var thread = await request.Coordinator.CreateThreadAsync(
            new ThreadOptions { ThreadId = threadId, Metadata = metadata, IfExists = body.IfExists == "do_nothing" ? IfThreadExists.DoNothing : IfThreadExists.Raise },
            request.Aborted).ConfigureAwait(false);
        if (!ThreadReader.Shows(request, thread))
        {
            throw ApiException.NotFound("thread", threadId);
        }

        if (body.Supersteps is { Count: > 0 } supersteps)
        {
            await StateEndpoints.ApplyAsync(request, thread, supersteps).ConfigureAwait(false);
        }

        await WriteAsync(request, thread).ConfigureAwait(false);
    }

    private static async Task GetAsync(ApiRequest request) => await WriteAsync(request, await request.FindThreadAsync(request.Route("thread")).ConfigureAwait(false)).ConfigureAwait(false);

    private static async Task WriteAsync(ApiRequest request, ThreadInfo thread)
    {
        var state = await request.ReadStateAsync(thread).ConfigureAwait(false);
        var showsTtl = request.QueryList("include").Contains("ttl");
        await request.WriteAsync(json => ThreadWriter.Write(json, thread, state, Fields.All, showsTtl ? inner => ThreadTtl.Write(inner, thread) : null)).ConfigureAwait(false);
    }

    private static async Task PatchAsync(ApiRequest request)
    {
        var body = await request.BodyAsync(WireJson.Default.PatchThreadRequest).ConfigureAwait(false);
        var thread = await request.FindThreadAsync(request.Route("thread")).ConfigureAwait(false);
        var changes = Metadata.ToStored(body.Metadata);
        ThreadTtl.Add(changes, body.Ttl);
        thread = await request.Coordinator.UpdateThreadAsync(thread.ThreadId, changes, request.Aborted).ConfigureAwait(false);
        if (request.Http.Request.Headers["Prefer"].ToString().Contains("return=minimal", StringComparison.OrdinalIgnoreCase))
        {
            request.Done();
            return;
        }

        await WriteAsync(request, thread).ConfigureAwait(false);
    }

    private static async Task DeleteAsync(ApiRequest request)
    {
        var thread = await request.FindThreadAsync(request.Route("thread")).ConfigureAwait(false);
        await request.Coordinator.DeleteThreadAsync(thread.ThreadId, request.Aborted).ConfigureAwait(false);
        request.Done();
    }

    private static async Task CopyAsync(ApiRequest request)
    {
        var thread = await request.FindThreadAsync(request.Route("thread")).ConfigureAwait(false);
        var copyId = request.Api.NewId();
        await request.Coordinator.CopyThreadAsync(thread.ThreadId, copyId, request.Aborted).ConfigureAwait(false);
        var changes = new Dictionary<string, object?> { ["thread_id"] = copyId };
        await WriteAsync(request, await request.Coordinator.UpdateThreadAsync(copyId, changes, request.Aborted).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static async Task PruneAsync(ApiRequest request)
    {
        var body = await request.BodyAsync(WireJson.Default.PruneThreadsRequest).ConfigureAwait(false);
        if (body.Strategy is not ("delete" or "keep_latest"))
        {
            throw ApiException.Bad("'strategy' is 'delete' or 'keep_latest'.");
        }

        var pruned = 0;
        foreach (var threadId in body.ThreadIds.Distinct(StringComparer.Ordinal))
        {
            if (await request.TryFindThreadAsync(threadId).ConfigureAwait(false) is not { } thread)
            {
                continue;
            }

            if (body.Strategy == "delete")
            {
                await request.Coordinator.DeleteThreadAsync(thread.ThreadId, request.Aborted).ConfigureAwait(false);
            }
            else
            {
                await request.Api.Checkpointer.PruneAsync(new PruneOptions { ThreadId = thread.ThreadId, KeepLatest = 1 }, request.Aborted).ConfigureAwait(false);
            }

            pruned++;
        }

        await request.WriteAsync(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("pruned_count", pruned);
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }
}
