using System.Text.Json;

namespace GraphRuntime.Scheduling;

/// <summary>Starts the run of a tick. Starting it again, here or in another process, is the same run: its idempotency key is made from the schedule and the tick.</summary>
internal sealed partial class TickStarter(ThreadRunCoordinator coordinator, GraphCatalog graphs, GraphSchedules schedules, SchedulingOptions options, ILogger<TickStarter> logger)
{
    /// <summary>Whether this process has the graph. If not, another one starts the runs.</summary>
    public bool Knows(GraphSchedule schedule) => graphs.Find(schedule.GraphName) is not null;

    /// <summary>Starts the run. A tick that is refused is left out, with an entry in the log.</summary>
    public async ValueTask StartAsync(GraphSchedule schedule, DateTimeOffset tick, Func<DateTimeOffset, GraphInput?>? input, CancellationToken cancellationToken)
    {
        var tickId = ScheduleBook.IdOfTick(schedule.Id, tick);
        try
        {
            var threadId = schedule.ThreadId ?? tickId;
            if (schedule.CreateThread || schedule.ThreadId is null)
            {
                var metadata = ScheduleCheck.ScalarsOf(schedule, schedule.ThreadMetadata, nameof(schedule.ThreadMetadata));
                await coordinator.CreateThreadAsync(new ThreadOptions { ThreadId = threadId, Metadata = metadata, IfExists = IfThreadExists.DoNothing }, cancellationToken).ConfigureAwait(false);
            }

            var given = input is null ? ReadInput(schedule) : input(tick);
            await coordinator.CreateRunAsync(threadId, schedule.GraphName, given, Options(schedule, tick, tickId), cancellationToken).ConfigureAwait(false);
            Started(logger, schedule.Id, tick);
        }
        catch (ThreadNotFoundException) when (!schedule.CreateThread && input is null)
        {
            ThreadGone(logger, schedule.Id, schedule.ThreadId);
            await schedules.DeleteAsync(schedule.Id, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception refusal) when (refusal is (GraphRuntimeException and not StorageException) or ArgumentException or JsonException)
        {
            Refused(logger, refusal, schedule.Id, tick);
        }
    }

    private GraphInput? ReadInput(GraphSchedule schedule) =>
        schedule.Input is { ValueKind: JsonValueKind.Object } given ? options.ReadInput(graphs.Find(schedule.GraphName)!, given) : null;

    private static RunOptions Options(GraphSchedule schedule, DateTimeOffset tick, string tickId)
    {
        var metadata = ScheduleCheck.ScalarsOf(schedule, schedule.Metadata, nameof(schedule.Metadata));
        metadata["schedule_id"] = schedule.Id;
        metadata["scheduled_for"] = tick.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        return new RunOptions
        {
            RunId = schedule.ThreadId is null ? tickId : null,
            IdempotencyKey = $"schedule {tickId}",
            CreateThread = false,
            MultitaskStrategy = schedule.MultitaskStrategy,
            StreamModes = schedule.StreamModes,
            Metadata = metadata,
            Config = new RunConfig
            {
                RecursionLimit = schedule.RecursionLimit ?? new RunConfig().RecursionLimit,
                InterruptBefore = schedule.InterruptBefore,
                InterruptAfter = schedule.InterruptAfter,
                Durability = schedule.Durability,
                Context = ContextOf(schedule),
            },
        };
    }

    private static Dictionary<string, object?>? ContextOf(GraphSchedule schedule) => schedule.Context is { ValueKind: JsonValueKind.Object } given
        ? given.EnumerateObject().ToDictionary(static member => member.Name, static member => member.Value.ValueKind == JsonValueKind.Null ? null : (object?)member.Value.Clone(), StringComparer.Ordinal)
        : null;

    [LoggerMessage(EventId = 5001, Level = LogLevel.Debug, Message = "Schedule {ScheduleId}: the run of {Tick} is there.")]
    private static partial void Started(ILogger logger, string scheduleId, DateTimeOffset tick);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Warning, Message = "Schedule {ScheduleId}: the run of {Tick} was refused; the tick is left out.")]
    private static partial void Refused(ILogger logger, Exception exception, string scheduleId, DateTimeOffset tick);

    [LoggerMessage(EventId = 5005, Level = LogLevel.Information, Message = "Schedule {ScheduleId} is deleted: its thread {ThreadId} is gone.")]
    private static partial void ThreadGone(ILogger logger, string scheduleId, string? threadId);
}
