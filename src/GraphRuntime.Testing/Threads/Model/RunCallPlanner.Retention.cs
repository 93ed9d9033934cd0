using System.Globalization;
using GraphRuntime.Threads;

namespace GraphRuntime.Testing.Threads.Model;

/// <content>What retention looks for and removes.</content>
internal sealed partial class RunCallPlanner
{
    private RunCall PruneEvents()
    {
        var pruning = new EventPruning { OlderThan = Draw(Times), NotOlderThan = _random.Chance(50) ? Draw(Times) + TimeSpan.FromSeconds(5) : null, Limit = 1000 };
        return Both($"prune events of runs from {pruning.NotOlderThan} to {pruning.OlderThan} ago", () => Store.PruneEventsAsync(pruning, token), () => model.PruneEvents(pruning),
            static count => count.ToString(CultureInfo.InvariantCulture));
    }

    private RunCall ListResting(string threadId)
    {
        var query = new RestingThreadQuery
        {
            After = _random.Chance(50) ? threadId : "",
            UnchangedFor = Draw(Times),
            ChangedWithin = _random.Chance(50) ? Draw(Times) + TimeSpan.FromSeconds(5) : null,
            Limit = 1 + _random.Below(3),
        };
        return Both($"list {query.Limit} threads at rest after '{query.After}', unchanged for {query.UnchangedFor}, changed within {query.ChangedWithin}",
            () => Store.ListRestingThreadsAsync(query, token), () => model.ListResting(query), static threads => string.Join("; ", threads.Select(RunText.Of)));
    }

    private RunCall DeleteResting(string threadId)
    {
        var time = Draw(Times);
        return Both($"delete {threadId} if it rests since {time}", () => Store.DeleteRestingThreadAsync(threadId, time, token), () => model.DeleteRestingAsync(threadId, time, token));
    }
}
