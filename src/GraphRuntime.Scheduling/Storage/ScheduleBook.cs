using System.Security.Cryptography;
using System.Text;
using GraphRuntime.Stores;

namespace GraphRuntime.Scheduling;

/// <summary>Schedules and their progress in the long-term store.</summary>
internal sealed class ScheduleBook(IStore store)
{
    /// <summary>The first name of the namespaces. It has a dot, as all names have that belong to the library.</summary>
    private const string Root = "graphruntime.schedules";
    private const int Page = 500;

    private static readonly StoreNamespace s_schedules = StoreNamespace.Create([Root, "schedules"]);
    private static readonly StoreNamespace s_progress = StoreNamespace.Create([Root, "progress"]);

    public ValueTask<GraphSchedule?> FindAsync(string id, CancellationToken cancellationToken) => store.GetAsync(s_schedules, id, ScheduleJson.Default.GraphSchedule, cancellationToken);

    public ValueTask SaveAsync(GraphSchedule schedule, CancellationToken cancellationToken) =>
        store.PutAsync(s_schedules, schedule.Id, schedule, ScheduleJson.Default.GraphSchedule, cancellationToken: cancellationToken);

    public ValueTask DeleteAsync(string id, CancellationToken cancellationToken) =>
        store.WriteAsync(new StoreWriteBatch { Writes = [StoreWrite.Delete(new StoreKey(s_schedules, id)), StoreWrite.Delete(new StoreKey(s_progress, id))] }, cancellationToken);

    public async ValueTask<List<GraphSchedule>> ListAsync(CancellationToken cancellationToken)
    {
        var items = await ReadAllAsync(s_schedules, cancellationToken).ConfigureAwait(false);
        return items.ConvertAll(static item => item.Read(ScheduleJson.Default.GraphSchedule));
    }

    /// <summary>How far each schedule is done, by its id.</summary>
    public async ValueTask<Dictionary<string, DateTimeOffset>> ListProgressAsync(CancellationToken cancellationToken)
    {
        var items = await ReadAllAsync(s_progress, cancellationToken).ConfigureAwait(false);
        return items.ToDictionary(static item => item.Key.Key, static item => item.Read(ScheduleJson.Default.ScheduleProgress).Through, StringComparer.Ordinal);
    }

    public ValueTask SaveProgressAsync(string id, DateTimeOffset through, CancellationToken cancellationToken) =>
        store.PutAsync(s_progress, id, new ScheduleProgress { Through = through }, ScheduleJson.Default.ScheduleProgress, cancellationToken: cancellationToken);

    /// <summary>An id that every process makes for the same tick of a schedule.</summary>
    public static string IdOfTick(string scheduleId, DateTimeOffset tick) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{tick.ToUniversalTime():O} {scheduleId}")).AsSpan(0, 16)).ToString();

    private async ValueTask<List<StoreItem>> ReadAllAsync(StoreNamespace place, CancellationToken cancellationToken)
    {
        var found = new List<StoreItem>();
        while (true)
        {
            var items = await store.SearchAsync(new StoreQuery { Prefix = place, Limit = Page, Offset = found.Count }, cancellationToken).ConfigureAwait(false);
            found.AddRange(items);
            if (items.Count < Page)
            {
                return found;
            }
        }
    }
}
