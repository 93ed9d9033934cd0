using GraphRuntime.Checkpointing;
using GraphRuntime.Conformance.Cases;
using GraphRuntime.Conformance.Running;

namespace GraphRuntime.Conformance.Tests;

/// <summary>Cases that no engine recorded: their answers follow from the description of the format alone.</summary>
public sealed class OwnCasesTests
{
    public static TheoryData<string> Ids => [.. Corpus.OwnIds];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_engine_answers_as_the_format_says_without_any_deviation(string id)
    {
        var result = await CaseRunner.RunAsync(ConformanceCase.Read(Corpus.File(id)), new InMemoryCheckpointer());

        result.Differences.Should().BeEmpty();
        result.Deviations.Should().BeEmpty();
    }
}
