namespace GraphRuntime.Threads;

/// <summary>The moment at which runs were asked for.</summary>
/// <param name="LeaseEndsAt">The timestamp at which their leases are over for sure, as this process counts.</param>
/// <param name="Mark">What had changed until then: see <see cref="ChangeMarks"/>.</param>
internal readonly record struct ClaimMoment(long LeaseEndsAt, long Mark);
