using System.Text.Json;

namespace GraphRuntime.Studio;

/// <summary>An open question.</summary>
internal sealed record QuestionView(string ThreadId, string? Graph, string Id, string Node, ValueView Value, JsonElement? Schema, bool Answerable)
{
    public static QuestionView Of(string threadId, string? graph, string node, Interrupt question) =>
        new(threadId, graph, question.Id, node, ValueCutter.Cut(question.Value), question.AnswerSchema, question.IsAnswerable);
}
