using System.Text.Json;

namespace GraphRuntime.Execution;

/// <summary>Compares answers with the schemas of their questions, before anything runs.</summary>
internal static class AnswerCheck
{
    /// <summary>Throws where the answer does not fit the question.</summary>
    /// <param name="loop">The root graph.</param>
    /// <param name="open">All open questions.</param>
    /// <param name="id">The question that is answered.</param>
    /// <param name="answer">The answer.</param>
    /// <exception cref="AnswerException">It does not fit.</exception>
    public static void Check(LoopState loop, List<Interrupt> open, string id, JsonElement answer)
    {
        // A question of an older version of the state may have been asked with another type. The node that reads the answer knows the right one.
        if (loop.Loaded.Migration is null && open.Find(question => question.Id == id) is { AnswerSchema: { } schema }
            && SchemaCheck.FindMismatch(answer, schema, loop.Graph.Schema.JsonOptions.PropertyNameCaseInsensitive) is { } problem)
        {
            throw new AnswerException(
                loop.Run.ThreadId,
                $"The answer to interrupt '{id}' of thread '{loop.Run.ThreadId}' does not fit: {problem}. The question is still open: give an answer that fits its AnswerSchema. Where the node asks for another type since it was changed, resume the thread first, so that it asks again.",
                id,
                Answers.Ids(open))
            {
                IsMismatch = true,
            };
        }
    }

    /// <summary>Checks the answers of an input for a thread that no run is going to answer yet. Answers to questions that are not open are left to the run.</summary>
    public static async ValueTask CheckAsync(LoopState loop, GraphInput input)
    {
        var open = await OpenQuestions.ReadAsync(loop, isAtHead: true).ConfigureAwait(false);
        if (input.HasAnswer && open.FindAll(static question => question.IsAnswerable) is [var only])
        {
            Check(loop, open, only.Id, InputCodec.AnswerToJson(loop.Graph, input.SingleAnswer));
        }

        foreach (var (id, value) in input.AnswersById ?? new Dictionary<string, object?>())
        {
            Check(loop, open, id, InputCodec.AnswerToJson(loop.Graph, value));
        }
    }
}
