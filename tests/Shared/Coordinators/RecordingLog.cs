using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace GraphRuntime.TestSupport;

/// <summary>What was logged: event ids with their text.</summary>
internal sealed class RecordingLog : ILogger
{
    private readonly ConcurrentQueue<(int Id, LogLevel Level, string Text)> _entries = new();
    private readonly ConcurrentQueue<(int Id, LogLevel Level, Exception Exception)> _failures = new();

    /// <summary>Whether each entry fails after it was recorded, as where the disk of a log file is full.</summary>
    public bool Throws { get; set; }

    public IReadOnlyList<(int Id, LogLevel Level, string Text)> Entries => [.. _entries];

    /// <summary>The entries with an exception.</summary>
    public IReadOnlyList<(int Id, LogLevel Level, Exception Exception)> Failures => [.. _failures];

    public IReadOnlyList<(int Id, LogLevel Level, string Text)> Of(int id) => [.. _entries.Where(entry => entry.Id == id)];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _entries.Enqueue((eventId.Id, logLevel, formatter(state, exception)));
        if (exception is not null)
        {
            _failures.Enqueue((eventId.Id, logLevel, exception));
        }

        if (Throws)
        {
            throw new AggregateException("The log provider failed.", new IOException("No space left on device."));
        }
    }
}
