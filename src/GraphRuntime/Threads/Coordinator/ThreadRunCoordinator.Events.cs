using System.Runtime.CompilerServices;
using GraphRuntime.Threads;

namespace GraphRuntime;

/// <content>The events of a thread are read and followed.</content>
public sealed partial class ThreadRunCoordinator
{
    /// <summary>
    /// Follows a thread: the events of all its runs and what happens to these, in the order in which they were stored, whichever process stores them. The
    /// enumeration does not end by itself.
    /// </summary>
    /// <param name="threadId">The thread. One that does not exist yet is waited for.</param>
    /// <param name="after">The number of the last event that is known; 0 for the start.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The events by number. A reader that goes on after the last number it has seen misses nothing and gets nothing twice.</returns>
    /// <exception cref="ThreadNotFoundException">The thread was deleted while reading.</exception>
    public async IAsyncEnumerable<ThreadEvent> StreamThreadAsync(
        string threadId, long after = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var stored in StreamStoredAsync(threadId, after, cancellationToken).ConfigureAwait(false))
        {
            yield return Event(threadId, stored);
        }
    }

    /// <summary>Follows a thread as it is stored. See <see cref="StreamThreadAsync"/>.</summary>
    internal async IAsyncEnumerable<StoredThreadEvent> StreamStoredAsync(string threadId, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Identifiers.Check(threadId);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        using var watch = _hub.Observe(threadId);
        var wasThere = false;
        while (true)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var page = await Store.ReadThreadEventsAsync(threadId, after, EventPage, cancellationToken).ConfigureAwait(false);
            if (page is null && wasThere)
            {
                throw new ThreadNotFoundException(threadId);
            }

            wasThere = page is not null;
            foreach (var stored in page?.Events ?? [])
            {
                after = stored.Number;
                if (IsShown(stored))
                {
                    yield return stored;
                }
            }

            if (page is null || after >= page.LastNumber || page.Events.Count == 0)
            {
                await watch.WaitAsync(_services.Options.PollInterval, cancellationToken).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Reads events of a thread that are stored already.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="after">The number of the last event that is known; 0 for the start.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>One page.</returns>
    /// <exception cref="ThreadNotFoundException">There is no such thread.</exception>
    public async ValueTask<ThreadEventPage> ReadThreadEventsAsync(
        string threadId, long after = 0, int limit = EventPage, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Identifiers.Check(threadId);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        for (var known = after; ;)
        {
            var page = await Store.ReadThreadEventsAsync(threadId, known, limit, cancellationToken).ConfigureAwait(false) ?? throw new ThreadNotFoundException(threadId);
            ThreadEvent[] shown = [.. page.Events.Where(IsShown).Select(stored => Event(threadId, stored))];
            known = page.Events.Count == 0 ? page.LastNumber : page.Events[^1].Number;
            var isEnd = known >= page.LastNumber;
            if (shown.Length > 0 || isEnd)
            {
                // A reader goes on until it has the last number. That of an event which is not shown would never come.
                var last = isEnd ? shown.LastOrDefault()?.Number ?? Math.Min(after, page.LastNumber) : page.LastNumber;
                return new ThreadEventPage { Events = shown, LastNumber = last };
            }
        }
    }

    /// <summary>Decisions are for explanations.</summary>
    private static bool IsShown(StoredThreadEvent stored) => stored.Fact?.Kind != RunFactKind.Decided;

    private static ThreadEvent Event(string threadId, StoredThreadEvent stored) => new()
    {
        Number = stored.Number,
        ThreadId = threadId,
        RunId = stored.RunId,
        At = stored.At,
        Kind = stored.Event?.Kind ?? ThreadEvent.LifecycleKind,
        Namespace = stored.Event?.Namespace ?? "",
        Sequence = stored.Event?.Sequence ?? 0,
        Data = stored.Event?.Data ?? LifecycleJson.Write(stored.Fact!),
    };
}
