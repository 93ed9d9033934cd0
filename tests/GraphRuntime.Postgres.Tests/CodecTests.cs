using System.Text;

namespace GraphRuntime.Postgres.Tests;

public sealed class CodecTests(PostgresSchema schema) : PostgresTest(schema)
{
    [PostgresFact]
    public async Task With_a_codec_no_table_shows_content()
    {
        await SecretTalk.RunAsync(builder => builder.AddPostgres(Schema.Options()));

        // Columns of bytes stand in a dump as hexadecimal digits.
        var dump = await Schema.DumpAsync();
        dump.Should().Contain(SecretTalk.Readable);
        dump.Contains(SecretTalk.Canary, StringComparison.OrdinalIgnoreCase).Should().BeFalse("text is encoded");
        dump.Contains(Convert.ToHexString(Encoding.UTF8.GetBytes(SecretTalk.Canary)), StringComparison.OrdinalIgnoreCase).Should().BeFalse("bytes are encoded");
    }
}
