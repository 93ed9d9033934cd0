using GraphRuntime.Stores;

namespace GraphRuntime.Scheduling;

/// <summary>
/// Schedules that are added and changed while the application runs. They are kept in the long-term store, and every process with <c>AddScheduling</c> executes them. A singleton
/// of the services; safe for concurrent use. Of two changes to one schedule in the same moment the last one wins.
/// </summary>
public sealed class GraphSchedules
{
    private readonly ScheduleBook _book;
    private readonly TimeProvider _time;
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Creates the schedules. Applications take them from their services.</summary>
    /// <param name="store">Where they are kept.</param>
    /// <param name="time">The clock.</param>
    public GraphSchedules(IStore store, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _book = new ScheduleBook(store);
        _time = time;
    }

    /// <summary>Completes at the next change that is made by this process.</summary>
    internal Task Changed => Volatile.Read(ref _changed).Task;

    /// <summary>Adds a schedule, or takes the place of the one with its id. Ticks count from now on.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    /// <returns>The schedule as it was stored.</returns>
    /// <exception cref="InvalidScheduleException">It says something that is not possible.</exception>
    public async ValueTask<GraphSchedule> PutAsync(GraphSchedule schedule, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ScheduleCheck.Check(schedule);
        var now = _time.GetUtcNow();
        var known = await _book.FindAsync(schedule.Id, cancellationToken).ConfigureAwait(false);
        var stored = schedule with { CreatedAt = known?.CreatedAt ?? now, UpdatedAt = now };
        await _book.SaveAsync(stored, cancellationToken).ConfigureAwait(false);
        Signal();
        return stored;
    }

    /// <summary>Reads a schedule.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The schedule, or <see langword="null"/>.</returns>
    public ValueTask<GraphSchedule?> FindAsync(string id, CancellationToken cancellationToken = default) => _book.FindAsync(id, cancellationToken);

    /// <summary>Lists the schedules in the order of their ids. Those that are declared in code are not among them.</summary>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The schedules.</returns>
    public async ValueTask<IReadOnlyList<GraphSchedule>> ListAsync(CancellationToken cancellationToken = default) => await _book.ListAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Deletes a schedule. Runs that it started stay.</summary>
    /// <param name="id">Its id; one that does not exist is deleted already.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    /// <returns>A task that completes when it is deleted.</returns>
    public async ValueTask DeleteAsync(string id, CancellationToken cancellationToken = default)
    {
        await _book.DeleteAsync(id, cancellationToken).ConfigureAwait(false);
        Signal();
    }

    /// <summary>The next tick of a schedule.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <returns>The tick (UTC); <see langword="null"/> where the schedule is off, or has ended.</returns>
    /// <exception cref="InvalidScheduleException">It says something that is not possible.</exception>
    public DateTimeOffset? NextTick(GraphSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return ScheduleTicks.Next(schedule, _time.GetUtcNow());
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal() => Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();
}
