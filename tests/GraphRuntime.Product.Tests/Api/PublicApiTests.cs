namespace GraphRuntime.Product.Tests.Api;

public sealed class PublicApiTests
{
    public static TheoryData<string> Names => Libraries.Names;

    /// <summary>A change of the public API shows up in review. GRAPHRUNTIME_WRITE_EXPECTED=1 writes the listings anew.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void The_public_API_is_the_one_that_is_listed(string library)
    {
        var file = Repository.PathOf("src", library, "PublicApi.txt");
        var actual = ApiListing.Of(Libraries.Find(library));
        if (Environment.GetEnvironmentVariable("GRAPHRUNTIME_WRITE_EXPECTED") == "1")
        {
            File.WriteAllText(file, actual);
            return;
        }

        var listed = File.ReadAllText(file).ReplaceLineEndings("\n").Split('\n');
        var lines = actual.Split('\n');
        lines.Except(listed).Select(static l => "added: " + l).Concat(listed.Except(lines).Select(static l => "gone: " + l))
            .Should().BeEmpty("src/{0}/PublicApi.txt lists the API; run these tests with GRAPHRUNTIME_WRITE_EXPECTED=1 and review the difference", library);
        actual.Should().Be(string.Join('\n', listed));
    }
}
