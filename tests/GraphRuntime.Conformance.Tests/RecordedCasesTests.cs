using GraphRuntime.Checkpointing;
using GraphRuntime.Conformance.Cases;
using GraphRuntime.Conformance.Running;

namespace GraphRuntime.Conformance.Tests;

public sealed class RecordedCasesTests
{
    public static TheoryData<string> Ids => [.. Corpus.Ids];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_engine_answers_as_recorded(string id)
    {
        var result = await CaseRunner.RunAsync(ConformanceCase.Read(Corpus.File(id)), new InMemoryCheckpointer());

        result.Differences.Should().BeEmpty();
    }

    [Fact]
    public void The_corpus_is_complete() => Corpus.Ids.Should().HaveCount(1234);
}
