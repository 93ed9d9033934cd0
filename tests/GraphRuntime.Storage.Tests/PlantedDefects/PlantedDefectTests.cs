using GraphRuntime.Testing;

namespace GraphRuntime.Storage.Tests.PlantedDefects;

/// <summary>A kit that passes everything proves nothing: each defect must be found, by the cases and by random sequences.</summary>
public sealed class PlantedDefectTests
{
    public static TheoryData<Defect> Defects { get; } = [.. Enum.GetValues<Defect>().Where(defect => defect != Defect.None)];

    [Theory]
    [MemberData(nameof(Defects))]
    public async Task Some_conformance_case_finds_the_defect(Defect defect) =>
        (await FailedCasesAsync(defect)).Should().NotBeEmpty();

    [Theory]
    [MemberData(nameof(Defects))]
    public async Task Some_random_sequence_finds_the_defect_and_names_its_seed(Defect defect)
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var run = () => CheckpointerModelRunner.RunAsync(new DefectiveCheckpointer(defect), seed, operations: 60);
            try
            {
                await run();
            }
            catch (ConformanceFailureException failure)
            {
                failure.Message.Should().StartWith($"Seed {seed}:");
                failure.Message.Split('\n').Length.Should().BeLessThan(15, "a short sequence shows it");
                return;
            }
        }

        Assert.Fail("No sequence found the defect.");
    }

    [Fact]
    public async Task Without_a_defect_every_case_holds() => (await FailedCasesAsync(Defect.None)).Should().BeEmpty();

    private static async Task<List<string>> FailedCasesAsync(Defect defect)
    {
        var failed = new List<string>();
        foreach (var one in CheckpointerConformance.Cases.Where(one => !one.Name.StartsWith("Size:", StringComparison.Ordinal)))
        {
            try
            {
                await one.RunAsync(new DefectiveCheckpointer(defect));
            }
            catch (ConformanceFailureException)
            {
                failed.Add(one.Name);
            }
        }

        return failed;
    }
}
