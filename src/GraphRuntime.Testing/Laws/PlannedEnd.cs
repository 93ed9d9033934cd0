using GraphRuntime.Checkpointing;

namespace GraphRuntime.Testing.Laws;

/// <summary>A process that ends at a write: from then on its store fails for good.</summary>
internal static class PlannedEnd
{
    private const string Text = "The process ends here, as planned.";

    public static ICheckpointer Of(ICheckpointer checkpointer, int write, bool afterWrite)
    {
        var faults = new StoreFaults();
        if (afterWrite)
        {
            faults.Add(new StoreFault { First = write, TookEffect = true, Error = Error });
            write++;
        }

        return faults.Add(new StoreFault { First = write, Times = int.MaxValue, Error = Error }).Wrap(checkpointer);
    }

    public static bool Is(Exception exception)
    {
        for (var error = exception; error is not null; error = error.InnerException)
        {
            if (error is StorageException && error.Message == Text)
            {
                return true;
            }
        }

        return false;
    }

    private static StorageException Error(StoreCall call) => new(StorageProblem.Unavailable, Text);
}
