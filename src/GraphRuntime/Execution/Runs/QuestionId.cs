using System.Globalization;

namespace GraphRuntime.Execution;

/// <summary>The id of a question: the namespace, the task and the checkpoint that it started from, and the question within the task.</summary>
/// <param name="Namespace">The namespace of the graph that asks.</param>
/// <param name="TaskId">The task.</param>
/// <param name="CheckpointId">The checkpoint that the task started from.</param>
/// <param name="Question">The question within the task: its number, or <c>k:</c> and its key; <c>h</c> before it for one of an error handler.</param>
internal readonly record struct QuestionId(string Namespace, string TaskId, long CheckpointId, string Question)
{
    public static string Of(string ns, string taskId, long checkpointId, string question) =>
        string.Create(CultureInfo.InvariantCulture, $"{(ns.Length == 0 ? "" : ns + "/")}{taskId}@{checkpointId}!{question}");

    public static bool TryParse(string id, out QuestionId parsed)
    {
        parsed = default;
        var mark = id.LastIndexOf('!');
        var at = mark < 0 ? -1 : id.LastIndexOf('@', mark);
        if (at < 0 || !long.TryParse(id.AsSpan(at + 1, mark - at - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var checkpoint))
        {
            return false;
        }

        var slash = id.LastIndexOf('/', at);
        parsed = new QuestionId(slash < 0 ? "" : id[..slash], id[(slash + 1)..at], checkpoint, id[(mark + 1)..]);
        return true;
    }
}
