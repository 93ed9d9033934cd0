using GraphRuntime.Checkpointing;
using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>Finds the checkpoints of the graphs above that a checkpoint of a subgraph belongs to.</summary>
internal static class PositionFinder
{
    /// <summary>Notes a checkpoint and those of the graphs between it and the root graph.</summary>
    /// <returns>The checkpoint of the root graph, or 0 where it is not known.</returns>
    public static async ValueTask<long> FindAsync(RunContext run, RunPositions positions, string ns, long id, bool forks)
    {
        while (ns.Length > 0)
        {
            positions.Set(ns, new RunPosition(id, forks));
            forks = false;
            if (Namespaces.TrySplit(ns, out var parent, out var above))
            {
                (ns, id) = (parent, above);
                continue;
            }

            var address = new CheckpointAddress(run.ThreadId!, ns);
            var read = await run.Checkpointer!.ReadAsync(address, id, run.CancellationToken).ConfigureAwait(false);
            var stored = read.Checkpoint ?? throw new CheckpointNotFoundException(address.ThreadId, ns, id);
            var (call, root) = CheckpointLoader.ReadCall(run.Services, address, stored);
            if (call is null || !Namespaces.TrySplit(call, out parent, out above))
            {
                return root;
            }

            (ns, id) = (parent, above);
        }

        return id;
    }
}
