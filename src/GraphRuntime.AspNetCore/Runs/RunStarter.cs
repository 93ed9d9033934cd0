using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>Creates runs that were asked for over HTTP, by whichever endpoint.</summary>
internal sealed class RunStarter(ApiRequest request)
{
    /// <summary>What is stored of a run, so that every reader finds every mode.</summary>
    public const StreamModes Stored = StreamModes.Values | StreamModes.Updates | StreamModes.Messages | StreamModes.Custom | StreamModes.Tasks | StreamModes.Checkpoints;

    private HttpApi Api => request.Api;

    /// <summary>Creates a run on a thread.</summary>
    public async ValueTask<StartedRun> StartAsync(string threadId, CreateRunRequest body)
    {
        var assistant = await FindAssistantAsync(body).ConfigureAwait(false);
        RunChecks.Check(body);
        var thread = await request.TryFindThreadAsync(threadId).ConfigureAwait(false);
        if (thread is null)
        {
            if (body.IfNotExists != "create")
            {
                await request.FindThreadAsync(threadId).ConfigureAwait(false);
            }

            thread = await CreateThreadAsync(threadId, temporary: false).ConfigureAwait(false);
        }

        return await StartAsync(thread, assistant, body, temporary: false).ConfigureAwait(false);
    }

    /// <summary>Creates a run on a thread of its own. The thread has the id of the run, so that a run can be found without its thread.</summary>
    public async ValueTask<StartedRun> StartAloneAsync(CreateRunRequest body)
    {
        var assistant = await FindAssistantAsync(body).ConfigureAwait(false);
        RunChecks.Check(body);
        var temporary = body.OnCompletion != "keep";
        var thread = await CreateThreadAsync(Api.NewId(), temporary).ConfigureAwait(false);
        return await StartAsync(thread, assistant, body, temporary).ConfigureAwait(false);
    }

    public async ValueTask<Assistant> FindAssistantAsync(CreateRunRequest body) => body.AssistantId is { Length: > 0 } id
        ? await Api.Assistants.FindAsync(id, request.Owner, request.Aborted).ConfigureAwait(false)
        : throw ApiException.Bad("'assistant_id' is missing.");

    /// <summary>Creates a thread, or takes the one that another request of the same owner has created meanwhile.</summary>
    private async ValueTask<ThreadInfo> CreateThreadAsync(string threadId, bool temporary)
    {
        var metadata = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (temporary)
        {
            metadata[ThreadReader.TemporaryEntry] = true;
            Api.MadeTemporaryThreads = true;
        }

        if (request.Owner is { } owner)
        {
            metadata[ThreadReader.OwnerEntry] = owner;
        }

        var options = new ThreadOptions { ThreadId = threadId, Metadata = metadata, IfExists = IfThreadExists.DoNothing };
        var thread = await Api.Coordinator.CreateThreadAsync(options, request.Aborted).ConfigureAwait(false);
        return ThreadReader.Shows(request, thread) ? thread : throw ApiException.NotFound("thread", threadId);
    }

    private async ValueTask<StartedRun> StartAsync(ThreadInfo thread, Assistant assistant, CreateRunRequest body, bool temporary)
    {
        if (body.Webhook is { } webhook)
        {
            WebhookTargets.Check(webhook, Api.Options.Webhooks);
        }

        var graph = Api.Graphs.Find(assistant.GraphId) ?? throw ApiException.NotFound("graph", assistant.GraphId);
        var input = new RunInputs(graph, Api.NewId).Read(body, thread);
        await ForkAsync(thread, assistant, body).ConfigureAwait(false);
        var runId = temporary ? thread.ThreadId : Api.NewId();
        var context = RunContexts.Of(request, thread, assistant, body);
        var stored = Describe(assistant, body, temporary) with { Config = RunContexts.Describe(thread, assistant, runId, context, body.Config) };
        var handle = await Api.Coordinator.CreateRunAsync(thread.ThreadId, assistant.GraphId, input, Options(runId, thread, assistant, body, stored, context), request.Aborted).ConfigureAwait(false);
        await NoteAssistantAsync(thread, assistant).ConfigureAwait(false);
        return new StartedRun(handle, await ReadAsync(handle, assistant).ConfigureAwait(false));
    }

    /// <summary>The run that was accepted. Another one may have rolled it back already; it was accepted all the same.</summary>
    private async ValueTask<RunInfo> ReadAsync(RunHandle handle, Assistant assistant)
    {
        try
        {
            return await handle.GetAsync(request.Aborted).ConfigureAwait(false);
        }
        catch (RunNotFoundException)
        {
            return new RunInfo
            {
                RunId = handle.RunId,
                ThreadId = handle.ThreadId,
                GraphName = assistant.GraphId,
                Status = RunStatus.Pending,
                Strategy = handle.Admission!.Applied,
                CreatedAt = Api.Time.GetUtcNow(),
            };
        }
    }

    /// <summary>The metadata of a run: those of the assistant, over them those of the thread, over them those of the request; and the request itself.</summary>
    public static (Dictionary<string, object?> Stored, Dictionary<string, object?> Visible) MetadataOf(ThreadInfo thread, Assistant assistant, CreateRunRequest body, StoredRunRequest stored)
    {
        var metadata = Metadata.ToStored(assistant.Metadata);
        foreach (var (name, value) in thread.Metadata.Where(static entry => !entry.Key.StartsWith(Metadata.Reserved, StringComparison.Ordinal)).Concat(Metadata.ToStored(body.Metadata)))
        {
            metadata[name] = value;
        }

        metadata["graph_id"] = assistant.GraphId;
        metadata["assistant_id"] = assistant.AssistantId;
        var visible = new Dictionary<string, object?>(metadata, StringComparer.Ordinal);
        metadata[RunWriter.RequestEntry] = JsonSerializer.Serialize(stored, WireJson.Default.StoredRunRequest);
        return (metadata, visible);
    }

    private static RunOptions Options(string runId, ThreadInfo thread, Assistant assistant, CreateRunRequest body, StoredRunRequest stored, Dictionary<string, object?> context)
    {
        var (metadata, visible) = MetadataOf(thread, assistant, body, stored);
        return new RunOptions
        {
            RunId = runId,
            MultitaskStrategy = WireNames.ParseStrategy(body.MultitaskStrategy),
            CreateThread = false,
            Delay = TimeSpan.FromSeconds(body.AfterSeconds ?? 0),
            IncludeDelayed = true,
            StreamModes = Stored,
            Metadata = metadata,
            Config = new RunConfig
            {
                InterruptBefore = Nodes(body.InterruptBefore),
                InterruptAfter = Nodes(body.InterruptAfter),
                RecursionLimit = body.Config?.RecursionLimit ?? assistant.RecursionLimit ?? 25,
                Durability = DurabilityOf(body),
                StreamSubgraphs = true,
                Metadata = visible,
                Context = context.Count == 0 ? null : context,
            },
        };
    }

    public static IReadOnlyList<string>? Nodes(IReadOnlyList<string>? names) => names is null or { Count: 0 } ? null : names.Contains("*") ? [Graph.AllNodes] : names;

    public static DurabilityMode DurabilityOf(CreateRunRequest body) => body.Durability switch
    {
        null => body.CheckpointDuring == false ? DurabilityMode.Exit : DurabilityMode.Sync,
        "sync" => DurabilityMode.Sync,
        "async" => DurabilityMode.Async,
        _ => DurabilityMode.Exit,
    };

    public static StoredRunRequest Describe(Assistant assistant, CreateRunRequest body, bool temporary) => new()
    {
        AssistantId = assistant.AssistantId,
        Input = body.Input,
        Command = body.Command,
        Context = body.Context,
        StreamMode = StreamModeNames.OrDefault(body.StreamMode),
        InterruptBefore = body.InterruptBefore,
        InterruptAfter = body.InterruptAfter,
        Webhook = body.Webhook,
        FeedbackKeys = body.FeedbackKeys,
        Temporary = temporary,
        Subgraphs = body.StreamSubgraphs == true,
        Resumable = body.StreamResumable == true,
    };

    /// <summary>A run from an earlier checkpoint begins with a copy of that checkpoint, which becomes the newest one.</summary>
    private async ValueTask ForkAsync(ThreadInfo thread, Assistant assistant, CreateRunRequest body)
    {
        if (RunContexts.CheckpointOf(body) is not { Length: > 0 } id)
        {
            return;
        }

        var state = await request.ReadStateAsync(thread).ConfigureAwait(false);
        var wanted = CheckpointIds.Parse(id);
        if (state?.CheckpointId != wanted)
        {
            var at = new GraphThread(thread.ThreadId) { CheckpointId = wanted };
            await Api.Coordinator.UpdateStateAsync(at, null, Graph.Copy, assistant.GraphId, request.Aborted).ConfigureAwait(false);
        }
    }

    private async ValueTask NoteAssistantAsync(ThreadInfo thread, Assistant assistant)
    {
        var known = thread.Metadata.GetValueOrDefault("graph_id") as string == assistant.GraphId && thread.Metadata.GetValueOrDefault("assistant_id") as string == assistant.AssistantId;
        if (!known && thread.Status != ThreadStatus.Busy)
        {
            var changes = new Dictionary<string, object?> { ["graph_id"] = assistant.GraphId, ["assistant_id"] = assistant.AssistantId };
            try
            {
                await Api.Coordinator.UpdateThreadAsync(thread.ThreadId, changes, request.Aborted).ConfigureAwait(false);
            }
            catch (ThreadNotFoundException)
            {
                // Somebody deleted the thread with its new run.
            }
        }
    }
}
