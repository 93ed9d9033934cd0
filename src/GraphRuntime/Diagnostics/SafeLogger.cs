using Microsoft.Extensions.Logging;

namespace GraphRuntime.Diagnostics;

/// <summary>
/// A logger that never throws. A logger of the application may throw, for example when a log file cannot be written; the library must continue all the same, above all in a
/// <c>catch</c> block. What could not be logged is counted.
/// </summary>
internal sealed class SafeLogger : ILogger
{
    private readonly ILogger _inner;

    private SafeLogger(ILogger inner) => _inner = inner;

    public static ILogger Wrap(ILogger logger) => logger as SafeLogger ?? new SafeLogger(logger);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        try
        {
            return _inner.BeginScope(state);
        }
        catch (Exception)
        {
            Telemetry.LogFailed();
            return null;
        }
    }

    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return _inner.IsEnabled(logLevel);
        }
        catch (Exception)
        {
            Telemetry.LogFailed();
            return false;
        }
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            _inner.Log(logLevel, eventId, state, exception, formatter);
        }
        catch (Exception)
        {
            Telemetry.LogFailed();
        }
    }
}
