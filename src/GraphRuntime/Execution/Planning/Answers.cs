using System.Text.Json;

namespace GraphRuntime.Execution;

/// <summary>Matches the answers of an input with the open questions of a thread.</summary>
internal static class Answers
{
    /// <param name="loop">The root graph.</param>
    /// <param name="input">The input.</param>
    /// <param name="isAtHead">Whether the run goes on from the newest checkpoint.</param>
    public static async ValueTask TakeAsync(LoopState loop, GraphInput input, bool isAtHead)
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

        var open = await OpenQuestions.ReadAsync(loop, isAtHead).ConfigureAwait(false);
        if (!isAtHead)
        {
            await GoBackAsync(loop.Run, open).ConfigureAwait(false);
        }

        if (input.HasAnswer)
        {
            Take(loop, open, Single(loop, open), input.SingleAnswer);
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

            Take(loop, open, id, value);
        }
    }

    private static void Take(LoopState loop, List<Interrupt> open, string id, object? value)
    {
        var answer = InputCodec.AnswerToJson(loop.Graph, value);
        AnswerCheck.Check(loop, open, id, answer);
        loop.Run.Answers[id] = answer;
    }

    /// <summary>Notes the tasks that an answer is meant for. Until they have taken it, it may still turn out to have the wrong type.</summary>
    public static void Note(LoopState loop)
    {
        if (loop.Run.Answers.Count == 0 || loop.Superstep.Pending is null)
        {
            return;
        }

        foreach (var (id, task) in loop.Superstep.Pending)
        {
            if (OpenQuestions.Of(loop, task).Exists(i => loop.Run.Answers.ContainsKey(i.Id)))
            {
                (loop.Superstep.Answered ??= new(StringComparer.Ordinal)).Add(id);
            }
        }
    }

    /// <summary>The answers to the questions of one task: those that are stored, and those of this run in the place of them.</summary>
    public static TaskAnswers? Of(LoopState loop, PendingTask pending)
    {
        var answers = pending.Answers is { } stored ? CheckpointLoader.ReadJson(loop, stored, QuestionCodec.ReadAnswers) : null;
        if (loop.Run.Answers.Count == 0)
        {
            return answers;
        }

        foreach (var question in OpenQuestions.Of(loop, pending))
        {
            if (loop.Run.Answers.TryGetValue(question.Id, out var answer) && QuestionId.TryParse(question.Id, out var id) && id.Namespace == loop.Namespace)
            {
                (answers ??= new TaskAnswers()).Take(id.Question, TaskAnswers.Digest(question.Value), answer);
            }
        }

        return answers;
    }

    /// <summary>True while an answer of this run was refused, or was not looked at by its task.</summary>
    public static bool AreUnsettled(LoopState loop) => loop.Superstep.Answered is { } answered && loop.Tasks.Exists(task => task.Refusal is not null || IsUnsettled(task, answered));

    /// <summary>The questions that tasks have left beside the loaded checkpoint; those of subgraphs may have been answered or edited away since.</summary>
    public static List<Interrupt> Asked(LoopState loop) => [.. (loop.Superstep.Pending?.Values ?? Enumerable.Empty<PendingTask>()).SelectMany(task => OpenQuestions.Of(loop, task))];

    /// <summary>Whether a run asked one of the open questions, or answered one that is not open any more: either way its input was taken.</summary>
    public static bool WereTakenBy(LoopState loop, string runId)
    {
        foreach (var task in loop.Superstep.Pending?.Values ?? Enumerable.Empty<PendingTask>())
        {
            if (task.Result is { } result
                ? CheckpointLoader.ReadJson(loop, result, json => TaskCodec.WasAnsweredBy(json, runId))
                : task.Interrupts is { } interrupts && CheckpointLoader.ReadJson(loop, interrupts, json => QuestionCodec.WereAskedBy(json, runId)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The subgraphs that ask go back to where they asked: what they did after other answers is left behind.</summary>
    private static async ValueTask GoBackAsync(RunContext run, List<Interrupt> open)
    {
        run.Positions ??= new RunPositions();
        foreach (var question in open)
        {
            if (QuestionId.TryParse(question.Id, out var id) && id.Namespace.Length > 0)
            {
                await PositionFinder.FindAsync(run, run.Positions, id.Namespace, id.CheckpointId, forks: false).ConfigureAwait(false);
            }
        }
    }

    private static bool IsUnsettled(GraphTask task, HashSet<string> answered) =>
        (task.State == TaskState.Pending || task is { State: TaskState.Failed, Error: OperationCanceledException, Attempt.IsPersonal: not true }) && answered.Contains(task.TaskId);

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

    /// <summary>The ids of the questions that can be answered.</summary>
    public static string[] Ids(List<Interrupt> open) => [.. open.Where(static i => i.IsAnswerable).Select(static i => i.Id)];
}
