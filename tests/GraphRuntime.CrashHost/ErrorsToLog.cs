using Microsoft.Extensions.Logging;

namespace GraphRuntime.CrashHost;

/// <summary>Whatever the library calls an error stands in the operations log, too.</summary>
internal sealed class ErrorsToLog(OperationsLog log) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        // A process that was frozen, or a store that is slow for a while, is no error: the work goes on elsewhere.
        if (IsEnabled(logLevel) && exception is not StorageException { IsTransient: true })
        {
            log.Error($"{formatter(state, exception)} {exception}");
        }
    }

    public void Dispose()
    {
    }
}
