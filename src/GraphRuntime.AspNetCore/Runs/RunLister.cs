namespace GraphRuntime.AspNetCore;

/// <summary>Pages of a thread's runs, the newest first. The wire has fewer statuses than the library, so that some filters look at every run.</summary>
internal static class RunLister
{
    private const int Page = 500;

    public static async ValueTask<IReadOnlyList<RunInfo>> ListAsync(
        ThreadRunCoordinator coordinator, string threadId, string? status, int limit, int offset, CancellationToken cancellationToken)
    {
        var native = status switch
        {
            null => (RunStatus?)null,
            "pending" => RunStatus.Pending,
            "running" => RunStatus.Running,
            "error" => RunStatus.Error,
            "timeout" => RunStatus.Timeout,
            "success" or "interrupted" => null,
            _ => throw ApiException.Invalid("invalid_argument", $"'{status}' is no status of a run."),
        };
        if (status is null || native is not null)
        {
            return await coordinator.ListRunsAsync(threadId, new RunListOptions { Status = native, Limit = limit, Offset = offset }, cancellationToken).ConfigureAwait(false);
        }

        var found = new List<RunInfo>();
        for (var from = 0; ; from += Page)
        {
            var page = await coordinator.ListRunsAsync(threadId, new RunListOptions { Limit = Page, Offset = from }, cancellationToken).ConfigureAwait(false);
            found.AddRange(page.Where(run => WireStatus.Of(run) == status));
            if (page.Count < Page || found.Count >= offset + limit)
            {
                return [.. found.Skip(offset).Take(limit)];
            }
        }
    }
}
