using GraphRuntime.Checkpointing;
using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>
/// The questions that wait for an answer. A task that runs a subgraph has a copy of the questions asked there; whether one is still open is for the subgraph's own
/// checkpoints to say.
/// </summary>
internal static class OpenQuestions
{
    /// <summary>The open questions of the loaded checkpoint, those of subgraphs included.</summary>
    /// <param name="loop">The graph.</param>
    /// <param name="isAtHead">Whether it is the newest checkpoint; at an earlier one a question is open that was asked there, whatever came later.</param>
    public static async ValueTask<List<Interrupt>> ReadAsync(LoopState loop, bool isAtHead)
    {
        var open = new List<Interrupt>();
        foreach (var task in loop.Superstep.Pending?.Values ?? Enumerable.Empty<PendingTask>())
        {
            open.AddRange(await ReadAsync(loop, task, isAtHead).ConfigureAwait(false));
        }

        return open;
    }

    /// <summary>The open questions of one task.</summary>
    public static async ValueTask<List<Interrupt>> ReadAsync(LoopState loop, PendingTask task, bool isAtHead)
    {
        var asked = Of(loop, task);
        var open = new List<Interrupt>(asked.Count);
        foreach (var question in asked)
        {
            if (!QuestionId.TryParse(question.Id, out var id) || id.Namespace == loop.Namespace || await IsOpenAsync(loop, id, question.Id, isAtHead).ConfigureAwait(false))
            {
                open.Add(question);
            }
        }

        return open;
    }

    /// <summary>The questions that a task left beside the loaded checkpoint and has not finished since.</summary>
    public static List<Interrupt> Of(LoopState loop, PendingTask task) => task is { Interrupts: { } interrupts, Result: null }
        ? CheckpointLoader.ReadJson(loop, interrupts, json => QuestionCodec.ReadInterrupts(json, loop.Graph.Schema.JsonOptions))
        : [];

    private static async ValueTask<bool> IsOpenAsync(LoopState loop, QuestionId question, string id, bool isAtHead)
    {
        var (ns, checkpoint) = (question.Namespace, question.CheckpointId);
        var stored = await FindAsync(loop, ns, checkpoint, isAtHead).ConfigureAwait(false);
        if (stored is null || !Asks(loop, ns, stored, question.TaskId, id))
        {
            return false;
        }

        // Each graph above still has to stand where it called the one below.
        while (isAtHead && ns != loop.Namespace)
        {
            var call = Namespaces.TrySplit(ns, out _, out _) ? ns : CheckpointLoader.ReadCall(loop.Run.Services, loop.Address with { Namespace = ns }, stored).Call;
            if (call is null || !Namespaces.TrySplit(call, out ns, out checkpoint))
            {
                return true;
            }

            if (ns == loop.Namespace)
            {
                return checkpoint == loop.StepId;
            }

            stored = await FindAsync(loop, ns, checkpoint, isAtHead).ConfigureAwait(false);
            if (stored is null)
            {
                return false;
            }
        }

        return true;
    }

    private static async ValueTask<StoredCheckpoint?> FindAsync(LoopState loop, string ns, long checkpoint, bool isAtHead)
    {
        var read = await loop.Checkpointer!.ReadAsync(loop.Address with { Namespace = ns }, isAtHead ? null : checkpoint, loop.CancellationToken).ConfigureAwait(false);
        return read.Checkpoint is { } stored && stored.Record.Id == checkpoint ? stored : null;
    }

    private static bool Asks(LoopState loop, string ns, StoredCheckpoint stored, string taskId, string id) =>
        PendingTask.Group(stored.PendingWrites)?.GetValueOrDefault(taskId) is { Interrupts: { } interrupts, Result: null }
        && CheckpointLoader.ReadJson(
            loop.Run.Services,
            loop.Address with { Namespace = ns },
            stored.Record.Id,
            interrupts,
            json => QuestionCodec.ReadInterrupts(json, loop.Graph.Schema.JsonOptions)).Exists(question => question.Id == id);
}
