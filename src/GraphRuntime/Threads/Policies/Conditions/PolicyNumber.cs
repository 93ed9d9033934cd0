namespace GraphRuntime.Threads;

/// <summary>A number of the snapshot that conditions compare.</summary>
/// <param name="Name">Its name in descriptions; the same name is the same number.</param>
/// <param name="Read">Reads it.</param>
/// <param name="Largest">The largest value it can have.</param>
internal sealed record PolicyNumber(string Name, Func<PolicyContext, long> Read, long Largest = long.MaxValue)
{
    public static PolicyNumber Active { get; } = new("ActiveCount", static context => context.ActiveCount);

    public static PolicyNumber Pending { get; } = new("PendingCount", static context => context.PendingCount);

    public static PolicyNumber RunningFor { get; } = new("Active.RunningFor", static context => context.RunningFor.Ticks);

    public static PolicyNumber Age { get; } = new("Active.Age", static context => context.Age.Ticks);

    public bool Equals(PolicyNumber? other) => other?.Name == Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}
