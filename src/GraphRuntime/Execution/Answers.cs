namespace GraphRuntime.Execution;

/// <summary>Matches the answers of an input with the open questions of a thread.</summary>
internal static class Answers
{
    public static void Take(LoopState loop, GraphInput input)
    {
        if (!input.IsAnswering)
        {
            return;
        }

        if (loop.Checkpointer is null)
        {
            throw new MissingCheckpointerException(
                loop.Graph.Name, "an answer was given, but there is nothing it could answer", "Compile the graph with a checkpointer and name the thread.");
        }

        var open = Open(loop);
        if (input.HasAnswer)
        {
            loop.Run.Answers[Single(loop, open)] = InputCodec.AnswerToJson(loop.Graph, input.SingleAnswer);
            return;
        }

        foreach (var (id, value) in input.AnswersById!)
        {
            if (!open.Exists(i => i.Id == id && i.IsAnswerable))
            {
                throw new AnswerException(
                    loop.Run.ThreadId,
                    $"Thread '{loop.Run.ThreadId}' has no open interrupt '{id}'. {Describe(open)} Read the state of the thread for the questions that are open now.",
                    id,
                    Ids(open));
            }

            loop.Run.Answers[id] = InputCodec.AnswerToJson(loop.Graph, value);
        }
    }

    /// <summary>The questions that wait on the loaded checkpoint, those of subgraphs included.</summary>
    public static List<Interrupt> Open(LoopState loop)
    {
        var open = new List<Interrupt>();
        if (loop.Pending is null)
        {
            return open;
        }

        foreach (var task in loop.Pending.Values)
        {
            if (task is { Interrupts: { } interrupts, Result: null })
            {
                open.AddRange(CheckpointLoader.ReadJson(loop, interrupts, json => TaskCodec.ReadInterrupts(json, loop.Graph.Schema.JsonOptions)));
            }
        }

        return open;
    }

    /// <summary>Whether a run asked one of the open questions.</summary>
    public static bool AskedBy(LoopState loop, string runId)
    {
        foreach (var task in loop.Pending?.Values ?? Enumerable.Empty<PendingTask>())
        {
            if (task is { Interrupts: { } interrupts, Result: null } && CheckpointLoader.ReadJson(loop, interrupts, json => TaskCodec.WereAskedBy(json, runId)))
            {
                return true;
            }
        }

        return false;
    }

    private static string Single(LoopState loop, List<Interrupt> open)
    {
        var answerable = open.FindAll(static i => i.IsAnswerable);
        return answerable.Count == 1 ? answerable[0].Id : throw new AnswerException(
            loop.Run.ThreadId,
            answerable.Count == 0
                ? $"Thread '{loop.Run.ThreadId}' has no open interrupt to answer. Resume it with GraphInput.Resume, or give it a new input."
                : $"Thread '{loop.Run.ThreadId}' has {answerable.Count} open interrupts. {Describe(open)} Say which one is answered: GraphInput.Answer(id, value).",
            null,
            Ids(open));
    }

    private static string Describe(List<Interrupt> open) => open.Count == 0 ? "None is open." : $"Open: {string.Join(", ", open)}.";

    private static string[] Ids(List<Interrupt> open) => [.. open.Where(static i => i.IsAnswerable).Select(static i => i.Id)];
}
