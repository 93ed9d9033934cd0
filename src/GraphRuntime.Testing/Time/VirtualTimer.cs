namespace GraphRuntime.Testing;

/// <summary>A timer of a <see cref="VirtualTimeProvider"/>, whose lock guards its fields.</summary>
internal sealed class VirtualTimer(VirtualTimeProvider clock, Action fire) : ITimer
{
    private long _order;

    public DateTimeOffset Due { get; private set; }

    public TimeSpan Period { get; set; }

    public bool Disposed { get; set; }

    public static int Compare(VirtualTimer? left, VirtualTimer? right)
    {
        var byMoment = Nullable.Compare(left?.Due, right?.Due);
        return byMoment != 0 ? byMoment : Nullable.Compare(left?._order, right?._order);
    }

    public void Set(DateTimeOffset due, long order)
    {
        Due = due;
        _order = order;
    }

    public void Fire() => fire();

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        clock.Schedule(this, dueTime, period);
        return !Disposed;
    }

    public void Dispose() => clock.Remove(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
