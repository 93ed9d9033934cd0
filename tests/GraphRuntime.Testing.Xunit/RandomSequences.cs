using FsCheck;
using FsCheck.Fluent;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Testing.Xunit;

/// <summary>Lets FsCheck draw the seeds of random sequences; the runner shortens a sequence that fails.</summary>
public static class RandomSequences
{
    public static Task CheckAsync(ICheckpointer checkpointer, int sequences, int operations)
    {
        var seeds = ArbMap.Default.ArbFor<int>().Generator.ToArbitrary();
        var property = Prop.ForAll(seeds, seed => CheckpointerModelRunner.RunAsync(checkpointer, seed, operations));
        var config = Config.QuickThrowOnFailure.WithMaxTest(sequences).WithStartSize(0).WithEndSize(int.MaxValue);

        // FsCheck waits for each sequence in turn, which is no work for a thread of xUnit.
        return Task.Run(() => Check.One(config, property));
    }
}
