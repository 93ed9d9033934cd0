namespace GraphRuntime.Scheduling;

/// <summary>A schedule says something that is not possible. Nothing was stored.</summary>
public sealed class InvalidScheduleException : GraphRuntimeException
{
    internal InvalidScheduleException(string scheduleId, string problem, Exception? innerException = null)
        : base($"Schedule '{scheduleId}': {problem}", innerException) => ScheduleId = scheduleId;

    /// <summary>The schedule.</summary>
    public string ScheduleId { get; }
}
