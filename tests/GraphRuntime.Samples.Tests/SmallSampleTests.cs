using GraphRuntime.PostgresFixture;

namespace GraphRuntime.Samples.Tests;

public sealed class SmallSampleTests
{
    private const int MaxLines = 80;

    public static TheoryData<string> Small { get; } = [.. Repository.Samples.Except(["TaskMaistro", "LangGraphServer", "Studio"])];

    public static TheoryData<string> WithoutServer { get; } = [.. Repository.Samples.Except(["TaskMaistro", "LangGraphServer", "Studio", "TwoWorkers"])];

    [Theory]
    [MemberData(nameof(WithoutServer))]
    public async Task A_sample_prints_what_is_checked_in(string sample)
    {
        var result = await SampleProcess.RunAsync(sample, sample == "WebHost" ? ["--demo"] : []);

        result.Error.Trim().Should().BeEmpty();
        result.ExitCode.Should().Be(0);
        Expectation.Check(sample, result.Output);
    }

    [Fact]
    public void The_codec_that_the_guide_shows_is_the_one_that_the_sample_runs() =>
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "checkpointers.md")).ReplaceLineEndings("\n")
            .Should().Contain(File.ReadAllText(Path.Combine(Repository.Root, "samples", "Encryption", "AesGcmCodec.cs")).ReplaceLineEndings("\n"));

    [Fact]
    public void The_program_that_the_page_on_FSharp_shows_is_the_one_that_the_sample_runs() =>
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "fsharp.md")).ReplaceLineEndings("\n")
            .Should().Contain(File.ReadAllText(Path.Combine(Repository.Root, "samples", "FSharp", "Program.fs")).ReplaceLineEndings("\n").Split("let main =")[0].TrimEnd());

    [PostgresFact]
    public async Task Two_workers_share_one_PostgreSQL()
    {
        await using var database = await OwnDatabase.CreateAsync();

        var result = await SampleProcess.RunAsync("TwoWorkers", database.ConnectionString);

        result.Error.Trim().Should().BeEmpty();
        result.ExitCode.Should().Be(0);
        Expectation.Check("TwoWorkers", result.Output);
    }

    [Fact]
    public async Task Two_workers_without_a_connection_string_say_what_is_missing()
    {
        var result = await SampleProcess.RunAsync("TwoWorkers");

        result.ExitCode.Should().Be(2);
        result.Error.Should().StartWith("Usage: TwoWorkers");
    }

    [Theory]
    [MemberData(nameof(Small))]
    public void A_sample_is_short(string sample) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples", sample), "*.?s")
            .Sum(file => File.ReadLines(file).Count()).Should().BeLessThanOrEqualTo(MaxLines);
}
