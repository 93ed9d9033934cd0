using System.Runtime.CompilerServices;

namespace GraphRuntime.AspNetCore;

/// <summary>Who may follow a thread. A thread that does not exist may be followed; when another caller creates it, the stream ends before its first event.</summary>
internal static class ThreadAccess
{
    public static async ValueTask CheckAsync(ApiRequest request, string threadId)
    {
        if (request.Owner is not null)
        {
            await ThreadReader.CheckFreeAsync(request, threadId).ConfigureAwait(false);
        }
    }

    public static async IAsyncEnumerable<ThreadEvent> FollowAsync(ApiRequest request, string threadId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var isChecked = request.Owner is null;
        await foreach (var stored in request.Coordinator.StreamThreadAsync(threadId, 0, cancellationToken).ConfigureAwait(false))
        {
            if (!isChecked)
            {
                await CheckAsync(request, threadId).ConfigureAwait(false);
                isChecked = true;
            }

            yield return stored;
        }
    }
}
