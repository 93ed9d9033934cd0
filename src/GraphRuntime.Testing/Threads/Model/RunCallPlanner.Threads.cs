using GraphRuntime.Threads;

namespace GraphRuntime.Testing.Threads.Model;

/// <content>Threads as a whole.</content>
internal sealed partial class RunCallPlanner
{
    private RunCall Create(string threadId)
    {
        var thread = new NewThread { ThreadId = threadId, Metadata = Metadata(), ExistingIsFine = _random.Chance(70) };
        return Both($"create {thread.ThreadId} (existing is fine: {thread.ExistingIsFine})", () => Store.CreateThreadAsync(thread, token), () => model.Create(thread), RunText.Of);
    }

    private RunCall Update(string threadId)
    {
        ReadOnlyMemory<byte> metadata = Metadata();
        return Both($"update {threadId}", () => Store.UpdateThreadAsync(threadId, _ => metadata, token), () => model.Update(threadId, _ => metadata), RunText.Of);
    }

    private RunCall Copy(string sourceId, string targetId) => Both(
        $"copy {sourceId} to {targetId}", () => Store.CopyThreadAsync(sourceId, targetId, token), () => model.CopyAsync(sourceId, targetId, token), RunText.Of);

    private RunCall DeleteThread(string threadId) =>
        Both($"delete {threadId}", () => Store.DeleteThreadAsync(threadId, token), () => model.DeleteAsync(threadId, token));

    private RunCall SearchThreads()
    {
        var query = new ThreadQuery
        {
            Status = _random.Chance(40) ? Draw(Enum.GetValues<ThreadStatus>()) : null,
            Metadata = Filter(),
            NewestFirst = _random.Chance(50),
            Offset = _random.Below(2),
            Limit = 1 + _random.Below(5),
        };
        return Both($"search threads ({query.Status}, newest first: {query.NewestFirst}, {query.Offset}+{query.Limit})", () => Store.SearchThreadsAsync(query, token), () => model.Search(query),
            static threads => string.Join("; ", threads.Select(RunText.Of)));
    }
}
