using GraphRuntime.Stores;

namespace TaskMaistro.Assistant;

/// <summary>The to-do list of a user: long-term memory in the store, shared by all threads of the user.</summary>
/// <param name="store">The store.</param>
/// <param name="user">The user.</param>
internal sealed class ToDoList(IStore store, User user)
{
    private const int Most = 1000;

    private readonly StoreNamespace _namespace = ["todo", user.Id];

    /// <summary>The list of the user whom a run belongs to. What a run writes to the store of its context is refused once the run was displaced.</summary>
    public static ToDoList Of(NodeContext context) => new(context.Store, User.Of(context.Run));

    public async ValueTask<IReadOnlyList<ToDo>> ReadAsync(CancellationToken cancellationToken = default)
    {
        var items = await store.SearchAsync(new StoreQuery { Prefix = _namespace, Limit = Most }, cancellationToken);
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
                    .. changes.Remove.Select(id => StoreWrite.Delete(new StoreKey(_namespace, id))),
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

    private StoreWrite Put(ToDo toDo) =>
        StoreWrite.Put(new StoreKey(_namespace, toDo.Id), System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(toDo, ToDoJson.Default.ToDo));
}
