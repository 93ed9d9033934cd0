namespace GraphRuntime.Scheduling;

/// <summary>A schedule that is declared in code. Every process that declares it executes it; only its progress is stored.</summary>
/// <param name="Schedule">The schedule, without an input.</param>
/// <param name="Input">Makes the input of each run.</param>
internal sealed record DeclaredSchedule(GraphSchedule Schedule, Func<DateTimeOffset, GraphInput?> Input);
