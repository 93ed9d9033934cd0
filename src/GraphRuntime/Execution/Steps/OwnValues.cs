namespace GraphRuntime.Execution;

/// <summary>The channels with a single value that a superstep has to find again when it goes on later: those that were written since the input of its run.</summary>
internal static class OwnValues
{
    /// <summary>
    /// Reads them from the checkpoints since the input. Where a prune has removed those, it is not known which values were written since: then all of them are, because the
    /// worse mistake is to go on with what another run was asked.
    /// </summary>
    /// <param name="loop">The graph as it stands at the superstep, before anything else is written.</param>
    public static async ValueTask<IReadOnlyList<string>> FindAsync(LoopState loop)
    {
        var path = await NamespaceHistory.LoadAsync(loop, loop.Address, all: false, wholeRun: true).ConfigureAwait(false);
        return
        [
            .. loop.Channels.All
                .Where(channel => channel is { HasValue: true, Definition.Kind: ChannelKind.LastValue }
                    && (loop.Loaded.Migration is not null || path.IsCut || path.IsOnCurrentPath(channel.Stored.Version)))
                .Select(static channel => channel.Name),
        ];
    }
}
