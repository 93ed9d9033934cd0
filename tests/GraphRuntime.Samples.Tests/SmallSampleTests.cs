namespace GraphRuntime.Samples.Tests;

public sealed class SmallSampleTests
{
    private const int MaxLines = 80;

    /// <summary>Samples with tests of their own.</summary>
    private static readonly string[] Large = ["TaskMaistro"];

    public static TheoryData<string> Small { get; } = [.. Repository.Samples.Except(Large)];

    [Theory]
    [MemberData(nameof(Small))]
    public async Task A_sample_prints_what_is_checked_in(string sample)
    {
        var result = await SampleProcess.RunAsync(sample, sample == "WebHost" ? ["--demo"] : []);

        result.Error.Trim().Should().BeEmpty();
        result.ExitCode.Should().Be(0);
        Expectation.Check(sample, result.Output);
    }

    [Theory]
    [MemberData(nameof(Small))]
    public void A_sample_is_short(string sample) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples", sample), "*.cs")
            .Sum(file => File.ReadLines(file).Count()).Should().BeLessThanOrEqualTo(MaxLines);
}
