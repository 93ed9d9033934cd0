using GraphRuntime.Conformance.Running;

namespace GraphRuntime.Conformance;

/// <summary>The answers in which this library deliberately differs from the recorded ones. Nothing else may differ.</summary>
internal static class Deviations
{
    public static IReadOnlyList<Deviation> All { get; } =
    [
        new("C-2", "The first failure of a superstep cancels the tasks beside it, which may then have done less; in the recorded engine they run to their end.")
        {
            Adapt = CancelledSiblings.Adapt,
        },
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
        new("C-2", "Where several tasks of a superstep fail, the error of the first one is thrown; the recorded engine throws one that holds them all.")
        {
            Adapt = Adaptations.FirstError,
        },
        new("C-2", "The text of an error that a handler is given is this library's own.")
        {
            Adapt = HandlerTexts.Adapt,
        },
        new("C-4", "A question of a subgraph that was answered or edited away is not shown by the graph above any more; the recorded engine shows it, and takes another answer to it.")
        {
            Adapt = Adaptations.GoneQuestions,
        },
        new("C-6", "Updates and tasks show all that nodes wrote, values what is output, in subgraphs as in the top graph; the recorded engine shows all values of the top graph, and of a subgraph only what is output.")
        {
            Adapt = Adaptations.OutputChannels,
        },
        new("C-5", "A subgraph goes on where it stood when its node is tried again; the recorded engine may begin it anew.")
        {
            Adapt = Adaptations.RetriedSubgraph,
        },
        new("C-3", "What finished siblings lead to is kept by an edit, in the checkpoints of a bulk edit too; the recorded engine drops it.")
        {
            Adapt = Adaptations.KeptSiblings,
        },
        new("C-3", "An edit replaces what waits, not what its siblings finished: what they lead to stays. Without a node it writes values only, and a task that asks has not run. The recorded engine drops the siblings' successors, and takes a task that was answered once for one that ran.")
        {
            Ends = EditRecognitions.KeepsSiblings,
        },
        new("C-3, BP-19", "The memory of a subgraph goes back with its thread, in later runs too; the recorded engine goes on from the newest memory.")
        {
            Ends = MemoryRecognitions.GoesBack,
        },
        new("C-2", "A subgraph with its own memory is run by every call; the recorded engine hands over what an earlier call gave where a resumed run comes to a new one.")
        {
            Ends = MemoryRecognitions.RunsAnew,
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
        new("C-2", "A deferred node waits for everything else, sends included, also after an edit, and does not outlive the run that a new input drops or an edit clears; the recorded engine runs it earlier, or later.")
        {
            Ends = EditRecognitions.Defers,
        },
        new("C-2", "A node that nothing leads to is accepted: it can be the target of a command or of an edit of the state.")
        {
            Ends = Recognitions.AcceptsUnreachable,
        },
    ];
}
