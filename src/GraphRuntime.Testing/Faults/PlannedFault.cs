namespace GraphRuntime.Testing;

/// <summary>A fault with the count of the calls it is about.</summary>
internal sealed class PlannedFault(StoreFault fault)
{
    private long _seen;

    public StoreFault Fault => fault;

    public bool Befalls(StoreCall call)
    {
        if (!fault.Where(call))
        {
            return false;
        }

        var number = Interlocked.Increment(ref _seen);
        return number >= fault.First && number - fault.First < fault.Times;
    }
}
