using GraphRuntime.Stores;

namespace TaskMaistro.Assistant;

/// <summary>The to-do list of the user: long-term memory in the store, shared by all threads.</summary>
/// <param name="store">In a node, the store of its context: what a run writes there is refused once the run was displaced.</param>
internal sealed class ToDoList(IStore store)
{
    private const int Most = 1000;

    private static readonly StoreNamespace Namespace = ["todo", "Test-Double-Texting"];

    public async ValueTask<IReadOnlyList<ToDo>> ReadAsync(CancellationToken cancellationToken = default)
    {
        var items = await store.SearchAsync(new StoreQuery { Prefix = Namespace, Limit = Most }, cancellationToken);
        return [.. items.Select(item => item.Read(ToDoJson.Default.ToDo))];
    }

    /// <summary>Makes the changes, all of them or none. Made twice they have the same effect, so that a node may be run again.</summary>
    public async ValueTask<IReadOnlyList<string>> ApplyAsync(ToDoChanges changes, CancellationToken cancellationToken)
    {
        var stored = (await ReadAsync(cancellationToken)).ToDictionary(toDo => toDo.Id);
        var updated = changes.Update.Where(patch => stored.ContainsKey(patch.Id)).ToList();
        await store.WriteAsync(
            new StoreWriteBatch
            {
                Writes =
                [
                    .. changes.Create.Select(Put),
                    .. updated.Select(patch => Put(stored[patch.Id] with { Deadline = patch.Deadline ?? stored[patch.Id].Deadline })),
                    .. changes.Remove.Select(id => StoreWrite.Delete(new StoreKey(Namespace, id))),
                ],
            },
            cancellationToken);
        return
        [
            .. changes.Create.Select(toDo => $"New ToDo created: {toDo}"),
            .. updated.Select(patch => $"Document {patch.Id} updated: {patch.Plan}"),
            .. changes.Remove.Select(id => $"ToDo removed: {id}"),
        ];
    }

    private static StoreWrite Put(ToDo toDo) =>
        StoreWrite.Put(new StoreKey(Namespace, toDo.Id), System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(toDo, ToDoJson.Default.ToDo));
}
