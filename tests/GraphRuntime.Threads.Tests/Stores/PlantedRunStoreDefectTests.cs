using GraphRuntime.Checkpointing;
using GraphRuntime.Testing;

namespace GraphRuntime.Threads.Tests;

/// <summary>A judge that passes everything proves nothing: each kind of defect is found within 10,000 calls, and shown by few of them.</summary>
public sealed class PlantedRunStoreDefectTests
{
    private const int CallsPerSequence = 100;

    public static TheoryData<RunStoreDefect> Defects { get; } = [.. Enum.GetValues<RunStoreDefect>().Where(defect => defect != RunStoreDefect.None)];

    [Theory]
    [MemberData(nameof(Defects))]
    public async Task Some_random_sequence_finds_the_defect_and_names_its_seed(RunStoreDefect defect)
    {
        for (var seed = 1; seed <= 10_000 / CallsPerSequence; seed++)
        {
            try
            {
                await RunAsync(defect, seed);
            }
            catch (ConformanceFailureException failure)
            {
                failure.Message.Should().StartWith($"Seed {seed}, {CallsPerSequence} calls:");
                failure.Message[failure.Message.IndexOf("after", StringComparison.Ordinal)..].Split('\n').Length.Should().BeLessThan(20, "a short sequence shows it");
                return;
            }
        }

        Assert.Fail("No sequence found the defect.");
    }

    [Fact]
    public async Task Without_a_defect_there_is_no_difference()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            await RunAsync(RunStoreDefect.None, seed);
        }
    }

    private static Task RunAsync(RunStoreDefect defect, int seed)
    {
        var time = new VirtualTimeProvider();
        var checkpointer = new InMemoryCheckpointer();
        var store = new DefectiveRunStore(new InMemoryRunStore(checkpointer, time), time, defect);
        return RunStoreModelRunner.RunAsync(new RunStoreSubject(store, checkpointer, time), seed, CallsPerSequence);
    }
}
