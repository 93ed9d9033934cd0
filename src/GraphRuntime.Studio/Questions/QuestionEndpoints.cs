namespace GraphRuntime.Studio;

/// <summary>Open questions, of one thread and of all, and their answers.</summary>
internal static class QuestionEndpoints
{
    /// <summary>How many threads are looked through for one page.</summary>
    private const int ThreadsAtOnce = 100;

    public static void Map(StudioMap map)
    {
        map.Read("api/questions", ListAsync);
        map.Read("api/threads/{thread}/questions", ListOfThreadAsync);
        map.Write("POST", "threads/{thread}/answers", AnswerAsync);
    }

    private static async Task ListAsync(StudioRequest request)
    {
        var (limit, offset) = request.Page();
        var page = await ListAsync(request.Services, limit, offset, request.Aborted).ConfigureAwait(false);
        await request.AnswerAsync(page, StudioJson.Default.ItemPageQuestionView).ConfigureAwait(false);
    }

    /// <summary>A page of the open questions of all threads.</summary>
    public static async ValueTask<ItemPage<QuestionView>> ListAsync(StudioServices services, int limit, int offset, CancellationToken cancellationToken)
    {
        var found = new List<QuestionView>();
        for (var skip = 0; found.Count <= offset + limit; skip += ThreadsAtOnce)
        {
            var query = new ThreadSearchOptions { Status = ThreadStatus.Interrupted, Offset = skip, Limit = ThreadsAtOnce };
            var threads = await services.Coordinator.SearchThreadsAsync(query, cancellationToken).ConfigureAwait(false);
            foreach (var thread in threads.Where(static thread => thread.Pause is { InterruptIds.Count: > 0 }))
            {
                found.AddRange(await ReadAsync(services, thread, cancellationToken).ConfigureAwait(false));
            }

            if (threads.Count < ThreadsAtOnce)
            {
                break;
            }
        }

        return ItemPage<QuestionView>.Of(found.Skip(offset).Take(limit + 1), limit);
    }

    private static async Task ListOfThreadAsync(StudioRequest request)
    {
        var thread = await request.Coordinator.GetThreadAsync(request.ThreadId, request.Aborted).ConfigureAwait(false);
        var questions = await ReadAsync(request.Services, thread, request.Aborted).ConfigureAwait(false);
        await request.AnswerAsync(new ItemPage<QuestionView>(questions, false), StudioJson.Default.ItemPageQuestionView).ConfigureAwait(false);
    }

    /// <summary>The open questions; a thread that was deleted meanwhile, or whose graph this process does not have, shows none.</summary>
    private static async ValueTask<IReadOnlyList<QuestionView>> ReadAsync(StudioServices services, ThreadInfo thread, CancellationToken cancellationToken)
    {
        if (thread.GraphName is null || services.Graphs.Find(thread.GraphName) is null)
        {
            return [];
        }

        try
        {
            var snapshot = await services.Coordinator.GetStateAsync(thread.ThreadId, true, thread.GraphName, cancellationToken).ConfigureAwait(false);
            return [.. Open(thread, snapshot)];
        }
        catch (ThreadNotFoundException)
        {
            return [];
        }
    }

    /// <summary>A task shows the questions of its subgraph, too; they are listed where they were asked.</summary>
    private static IEnumerable<QuestionView> Open(ThreadInfo thread, StateSnapshot snapshot)
    {
        foreach (var task in snapshot.Tasks.Where(static task => !task.IsFinished))
        {
            var inside = task.Subgraph is { CheckpointId: not null } subgraph ? Open(thread, subgraph).ToList() : [];
            var known = inside.Select(static question => question.Id).ToHashSet(StringComparer.Ordinal);
            var path = StatePaths.Join(StatePaths.Of(snapshot.Namespace), task.Name);
            foreach (var question in inside.Concat(task.Interrupts.Where(question => !known.Contains(question.Id)).Select(question => QuestionView.Of(thread.ThreadId, thread.GraphName, path, question))))
            {
                yield return question;
            }
        }
    }

    private static async Task AnswerAsync(StudioRequest request)
    {
        var body = await request.BodyAsync(StudioJson.Default.AnswersRequest).ConfigureAwait(false);
        if (body.Answers is not { Count: > 0 } answers)
        {
            throw StudioException.Invalid("'answers' has an answer for at least one question.");
        }

        var graph = await StudioInputs.GraphOfAsync(request).ConfigureAwait(false);
        var input = GraphInput.Answers(answers.ToDictionary(static answer => answer.Key, static answer => (object?)answer.Value.Clone(), StringComparer.Ordinal));
        var run = await request.Services.Sessions.StartAsync(request.ThreadId, new RunStart(graph, input, "answer"), DebugModes.Read(body.Debug), request.Aborted).ConfigureAwait(false);
        await request.AnswerAsync(run, StudioJson.Default.StartedRun, StatusCodes.Status201Created).ConfigureAwait(false);
    }
}
