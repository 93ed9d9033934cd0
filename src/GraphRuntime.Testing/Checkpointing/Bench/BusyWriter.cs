namespace GraphRuntime.Testing.Checkpointing.Bench;

/// <summary>An owner that keeps on writing until it is refused or stopped.</summary>
internal sealed class BusyWriter
{
    private readonly LineWriter _line;
    private readonly Task _work;
    private volatile bool _stopped;

    private BusyWriter(LineWriter line)
    {
        _line = line;
        _work = Task.Run(WriteAsync);
    }

    public static BusyWriter Start(LineWriter line) => new(line);

    public Task StopAsync()
    {
        _stopped = true;
        return _work;
    }

    private async Task WriteAsync()
    {
        try
        {
            while (!_stopped)
            {
                await _line.PutNextAsync(draft => draft.Set("value", "x")).ConfigureAwait(false);
            }
        }
        catch (StaleEpochException)
        {
            // The owner changed, as the case wants it: from here on nothing may appear.
        }
    }
}
