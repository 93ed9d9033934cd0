using System.Collections.Concurrent;

namespace GraphRuntime.PostgresFixture;

/// <summary>Listens to what a server says, for when it takes connections.</summary>
internal sealed class ServerLog
{
    private readonly ConcurrentQueue<string> _lines = new();
    private volatile TaskCompletionSource _ready = New();
    private volatile bool _restarting;

    public Task Ready => _ready.Task;

    /// <summary>The server will end and start again.</summary>
    public Task Restarting()
    {
        _restarting = true;
        return (_ready = New()).Task;
    }

    public void Hear(string? line)
    {
        _lines.Enqueue(line ?? "");
        if (line?.Contains("ready to accept connections", StringComparison.Ordinal) == true)
        {
            _restarting = false;
            _ready.TrySetResult();
        }
        else if (line is null || (line.Contains("database system is shut down", StringComparison.Ordinal) && !_restarting))
        {
            _ready.TrySetException(new InvalidOperationException("PostgreSQL did not start: " + string.Join('\n', _lines)));
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
