using GraphRuntime.Threads;

namespace GraphRuntime;

/// <content>Threads.</content>
public sealed partial class ThreadRunCoordinator
{
    /// <summary>Creates a thread.</summary>
    /// <param name="options">Its id and metadata, and what happens if it exists; <see langword="null"/> for a new id and no metadata.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The thread.</returns>
    /// <exception cref="ThreadExistsException">It exists, and that was not said to be fine.</exception>
    /// <exception cref="LimitExceededException">The metadata is too large.</exception>
    public async ValueTask<ThreadInfo> CreateThreadAsync(ThreadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        options ??= ThreadOptions.Default;
        RunOptionsCheck.Defined(options.IfExists, nameof(options));
        var threadId = options.ThreadId ?? _services.NewId();
        Identifiers.Check(threadId, nameof(options));
        var request = new NewThread
        {
            ThreadId = threadId,
            Metadata = _limits.Metadata(threadId, options.Metadata),
            ExistingIsFine = options.IfExists == IfThreadExists.DoNothing,
        };
        return ThreadInfo.From(await Store.CreateThreadAsync(request, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Reads a thread.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The thread as it is now.</returns>
    /// <exception cref="ThreadNotFoundException">There is no such thread.</exception>
    public async ValueTask<ThreadInfo> GetThreadAsync(string threadId, CancellationToken cancellationToken = default) =>
        ThreadInfo.From((await ReadAsync(threadId, cancellationToken).ConfigureAwait(false)).Thread);

    /// <summary>Lists threads.</summary>
    /// <param name="options">Which ones; <see langword="null"/> for the newest 100.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>One page.</returns>
    public async ValueTask<IReadOnlyList<ThreadInfo>> SearchThreadsAsync(ThreadSearchOptions? options = null, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        options ??= ThreadSearchOptions.Default;
        RunOptionsCheck.Defined(options.Status ?? default, nameof(options));
        CheckPage(options.Offset, options.Limit);
        var query = new ThreadQuery
        {
            Status = options.Status,
            Metadata = ScalarJson.ToFilter(options.Metadata),
            NewestFirst = options.NewestFirst,
            Offset = options.Offset,
            Limit = options.Limit,
        };
        var threads = await Store.SearchThreadsAsync(query, cancellationToken).ConfigureAwait(false);
        return [.. threads.Select(ThreadInfo.From)];
    }

    /// <summary>Changes metadata of a thread: entries are added or replaced, one whose value is <see langword="null"/> is removed, others stay.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="metadata">The entries: strings, booleans and numbers.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The thread as it is now.</returns>
    /// <exception cref="ThreadNotFoundException">There is no such thread.</exception>
    /// <exception cref="LimitExceededException">The metadata would become too large.</exception>
    public async ValueTask<ThreadInfo> UpdateThreadAsync(
        string threadId, IReadOnlyDictionary<string, object?> metadata, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Identifiers.Check(threadId);
        ArgumentNullException.ThrowIfNull(metadata);
        _limits.Metadata(threadId, metadata);
        var thread = await Store.UpdateThreadAsync(threadId, stored => _limits.Merge(threadId, stored, metadata), cancellationToken).ConfigureAwait(false);
        return ThreadInfo.From(thread ?? throw new ThreadNotFoundException(threadId));
    }

    /// <summary>Copies the metadata and the state, with its whole history, of a thread to a new one. Runs are not copied.</summary>
    /// <param name="threadId">The thread to copy.</param>
    /// <param name="newThreadId">The id of the copy; <see langword="null"/> for a new one.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ThreadNotFoundException">There is no thread to copy.</exception>
    /// <exception cref="ThreadExistsException">The target exists.</exception>
    public async ValueTask<ThreadInfo> CopyThreadAsync(string threadId, string? newThreadId = null, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Identifiers.Check(threadId);
        var target = newThreadId ?? _services.NewId();
        Identifiers.Check(target, nameof(newThreadId));
        return ThreadInfo.From(await Store.CopyThreadAsync(threadId, target, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>
    /// Removes a thread with its state, history, runs and events. Runs in flight are stopped. A node that still runs is asked to stop and fenced off: nothing it
    /// still does is stored, also where a thread is made anew under the same id, whose runs do not wait for it.
    /// </summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes when the thread is gone. Nodes of it may still be stopping.</returns>
    /// <exception cref="ThreadNotFoundException">There is no such thread.</exception>
    public async ValueTask DeleteThreadAsync(string threadId, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Identifiers.Check(threadId);
        if (!await Store.DeleteThreadAsync(threadId, cancellationToken).ConfigureAwait(false))
        {
            throw new ThreadNotFoundException(threadId);
        }
    }

    /// <summary>
    /// Removes a thread as <see cref="DeleteThreadAsync"/> does, if no run of it is in flight, owes an input or has an end that is still to be reported, and
    /// if it has not changed for some time. The look and the removal are one atomic step: a run that is created meanwhile keeps its thread.
    /// </summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="unchangedFor">How long the thread must not have changed (<see cref="ThreadInfo.UpdatedAt"/>).</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>False if there is no such thread, or it is in use, or it has changed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public async ValueTask<bool> TryDeleteUnusedThreadAsync(string threadId, TimeSpan unchangedFor, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Identifiers.Check(threadId);
        ArgumentOutOfRangeException.ThrowIfLessThan(unchangedFor, TimeSpan.Zero);
        return await Store.DeleteRestingThreadAsync(threadId, unchangedFor, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<ThreadSnapshot> ReadAsync(string threadId, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Identifiers.Check(threadId);
        return await Store.ReadThreadAsync(threadId, cancellationToken).ConfigureAwait(false) ?? throw new ThreadNotFoundException(threadId);
    }
}
