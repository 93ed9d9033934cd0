using GraphRuntime.Conformance.Running;

namespace GraphRuntime.Conformance;

/// <summary>The answers in which this library deliberately differs from the recorded ones. Nothing else may differ.</summary>
internal static class Deviations
{
    public static IReadOnlyList<Deviation> All { get; } =
    [
        new("C-2", "The text of an error that is not a user's is this library's own; the format compares only its kind.")
        {
            Adapt = Adaptations.OwnTexts,
        },
        new("C-4, BP-07", "A task that was answered and asks again is still to run; the recorded engine leaves it out of what runs next.")
        {
            Adapt = Adaptations.AskingAgain,
        },
        new("C-3, BP-19", "A checkpoint is not its own parent; the recorded engine writes that where a run with durability exit changes nothing.")
        {
            Adapt = Adaptations.OwnParent,
        },
        new("C-3, BP-19", "A checkpoint shows the state as it was; the recorded engine also shows the edit of a command in the checkpoint before the one that it made.")
        {
            Adapt = Adaptations.LaterEdit,
        },
        new("C-6", "Chunks reported before a run failed are delivered before the error; the recorded engine may drop the last ones.")
        {
            Adapt = Adaptations.LostChunks,
        },
        new("C-4, BP-07", "An answer that fits no question is refused: one value while several wait, or an answer where none waits, or no longer. The recorded engine hands the value to all, or drops it.")
        {
            Ends = Recognitions.AnswersNothing,
        },
        new("C-4, BP-07", "An answer is used once; the recorded engine gives one to a subgraph a second time, for its next question.")
        {
            Ends = Recognitions.AnswersTwice,
        },
        new("C-3, BP-19", "An answer given at an earlier checkpoint counts; the recorded engine goes on with the answer that was given there before.")
        {
            Ends = Recognitions.AnswersAnew,
        },
        new("C-2", "A superstep is applied whole or not at all; the recorded engine stores a half-applied one where its writes conflict in a run with durability exit.")
        {
            Ends = Recognitions.HalfApplied,
        },
        new("B-1, BP-02", "A pause without a checkpointer is an error; the recorded engine ends the run as if it were complete, or asks for ever.")
        {
            Ends = Recognitions.PausesWithoutStore,
        },
        new("C-2", "A node that was reached by a join and by an edge in one superstep ran once and is done; the recorded engine would run it again at the next call.")
        {
            Ends = Recognitions.KeepsJoin,
        },
        new("C-2", "A command for the graph one level up is an error in the top graph; the recorded engine drops it.")
        {
            Ends = Recognitions.CommandsNobody,
        },
        new("C-2", "A node that nothing leads to is accepted: it can be the target of a command or of an edit of the state.")
        {
            Ends = Recognitions.AcceptsUnreachable,
        },
    ];
}
