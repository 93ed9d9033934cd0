using Microsoft.Extensions.Logging;

namespace GraphRuntime.Testing;

/// <summary>What a process logs stands in the trace of the schedule.</summary>
internal sealed class SimulatedLog(SimulatedProcess process) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => process.World.IsTraced;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        process.World.Note($"[{process.Number}] {formatter(state, exception)} {exception?.GetType().Name}");

    public void Dispose()
    {
    }
}
