namespace GraphRuntime.Sqlite.Tests;

public sealed class CodecTests
{
    [Fact]
    public async Task With_a_codec_no_file_of_the_database_shows_content()
    {
        using var place = TestDatabase.File();
        await SecretTalk.RunAsync(builder => builder.AddSqlite(place.ConnectionString));

        var files = place.Files();
        files.Should().Contain(SecretTalk.Readable);
        files.Contains(SecretTalk.Canary, StringComparison.OrdinalIgnoreCase).Should().BeFalse("content is encoded");
    }
}
