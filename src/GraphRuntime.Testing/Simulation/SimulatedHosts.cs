namespace GraphRuntime.Testing;

/// <summary>Processes that are used again from schedule to schedule: making services and compiling graphs takes longer than a schedule.</summary>
internal sealed class SimulatedHosts(SimulationOptions options)
{
    private readonly List<SimulatedProcess> _all = [];
    private int _taken;
    private int _worlds;

    /// <summary>
    /// When the next world begins: never the same moment as the one before, because graphs remember channels by thread, checkpoint, run and time, and only the
    /// time tells the worlds apart.
    /// </summary>
    public DateTimeOffset NextBeginning() => new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero).AddMicroseconds(7 * (++_worlds % 1000));

    public SimulatedProcess Take()
    {
        if (_taken == _all.Count)
        {
            _all.Add(new SimulatedProcess(options));
        }

        return _all[_taken++];
    }

    /// <summary>A schedule is over; nothing of it goes on, because its clock and its scheduler do not.</summary>
    public void TakeBackAll() => _taken = 0;
}
