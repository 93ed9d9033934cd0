using GraphRuntime.Effects;

namespace GraphRuntime;

/// <summary>A part of a node that must not be interrupted. It ends when it is disposed, at the latest with its task.</summary>
public sealed class NoInterruptRegion : IAsyncDisposable
{
    private IRunControl? _control;

    private NoInterruptRegion(IRunControl? control) => _control = control;

    internal static NoInterruptRegion None { get; } = new(null);

    internal bool IsOver => Volatile.Read(ref _control) is null;

    /// <summary>Ends the region: strategies that wait for it take effect.</summary>
    /// <returns>A task that completes when the guard is removed.</returns>
    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _control, null)?.LeaveRegionAsync() ?? ValueTask.CompletedTask;

    internal static async ValueTask<NoInterruptRegion> EnterAsync(IRunControl? control)
    {
        if (control is null)
        {
            return None;
        }

        await control.EnterRegionAsync().ConfigureAwait(false);
        return new NoInterruptRegion(control);
    }
}
