using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Bench;

namespace GraphRuntime.Testing.Checkpointing.Model;

/// <summary>Compares everything that can be read of a thread.</summary>
internal static class Dump
{
    public static async Task<List<StoredCheckpoint>> ListAsync(ICheckpointer store, CheckpointQuery query, CancellationToken cancellationToken)
    {
        var all = new List<StoredCheckpoint>();
        await foreach (var checkpoint in store.ListAsync(query, cancellationToken).ConfigureAwait(false))
        {
            all.Add(checkpoint);
        }

        return all;
    }

    /// <summary>The first difference between the model and a checkpointer in one thread, or nothing.</summary>
    public static async Task<string?> CompareAsync(
        CheckpointerModel model, ICheckpointer store, string threadId, bool eachCheckpoint, CancellationToken cancellationToken)
    {
        var expected = await model.ListNamespacesAsync(threadId, cancellationToken).ConfigureAwait(false);
        var actual = await store.ListNamespacesAsync(threadId, cancellationToken).ConfigureAwait(false);
        if (!expected.SequenceEqual(actual, StringComparer.Ordinal))
        {
            return $"expected the namespaces [{string.Join(", ", expected)}], found [{string.Join(", ", actual)}]";
        }

        for (var number = 0; number < Operation.Namespaces; number++)
        {
            var address = new CheckpointAddress(threadId, CallPlanner.Namespace(number));
            var difference = await CompareLineAsync(model, store, address, eachCheckpoint, cancellationToken).ConfigureAwait(false);
            if (difference is not null)
            {
                return $"namespace '{address.Namespace}': {difference}";
            }
        }

        return null;
    }

    private static async Task<string?> CompareLineAsync(
        CheckpointerModel model, ICheckpointer store, CheckpointAddress address, bool eachCheckpoint, CancellationToken cancellationToken)
    {
        var query = new CheckpointQuery { Address = address };
        var difference = await CompareReadAsync(model, store, address, null, cancellationToken).ConfigureAwait(false)
            ?? Difference.Between(
                await ListAsync(model, query, cancellationToken).ConfigureAwait(false),
                await ListAsync(store, query, cancellationToken).ConfigureAwait(false));
        for (var id = 0L; eachCheckpoint && difference is null && id <= model.Line(address).LastId + 1; id++)
        {
            difference = await CompareReadAsync(model, store, address, id, cancellationToken).ConfigureAwait(false);
        }

        return difference;
    }

    private static async Task<string?> CompareReadAsync(
        CheckpointerModel model, ICheckpointer store, CheckpointAddress address, long? id, CancellationToken cancellationToken)
    {
        var expected = await model.ReadAsync(address, id, cancellationToken).ConfigureAwait(false);
        var actual = await store.ReadAsync(address, id, cancellationToken).ConfigureAwait(false);
        var (position, found) = (expected with { Checkpoint = null }, actual with { Checkpoint = null });
        return position == found ? Difference.Between(expected.Checkpoint, actual.Checkpoint) : $"expected {position}, found {found}";
    }
}
