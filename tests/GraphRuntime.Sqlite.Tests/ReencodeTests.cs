using System.Text;
using GraphRuntime.Checkpointing;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.Sqlite.Tests;

public sealed class ReencodeTests : IDisposable
{
    private readonly TestDatabase _place = TestDatabase.File();

    private Rotation Rotation => new(
        builder => builder.AddSqlite(_place.ConnectionString),
        static (provider, codec, options, progress, token) => provider.GetRequiredService<SqliteStorage>().ReencodeAsync(codec, options, progress, token));

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task After_a_rotation_and_a_vacuum_no_file_has_what_the_old_key_encrypted()
    {
        await RotationCases.RotateAsync(Rotation);
        Vacuum();

        var files = _place.Files();
        files.Should().Contain(SecretTalk.Readable);
        files.Should().NotContain(SecretTalk.Canary).And.NotContain(Encoding.Latin1.GetString(RotationCases.OldCanary));
    }

    [Fact]
    public Task Keys_are_rotated_while_workers_run() => RotationCases.RotateWhileTalkingAsync(Rotation);

    [Fact]
    public async Task A_codec_that_is_switched_on_encodes_what_was_there()
    {
        await RotationCases.SwitchOnAsync(Rotation);
        Vacuum();

        _place.Files().Replace(SecretTalk.Canary + " key", "", StringComparison.Ordinal).Should().NotContain(SecretTalk.Canary, "only keys of effects stay readable");
    }

    [Fact]
    public Task A_codec_is_switched_on_while_workers_run() => RotationCases.SwitchOnWhileTalkingAsync(Rotation);

    [Fact]
    public Task A_rotation_that_was_stopped_goes_on_where_it_stood() => RotationCases.StopAndGoOnAsync(Rotation);

    [Fact]
    public Task What_cannot_be_decoded_is_named_and_stays() => RotationCases.FailAsync(Rotation);

    [Fact]
    public async Task A_position_of_another_storage_is_refused()
    {
        var run = () => Rotation.RunAsync(RotationCases.New, new ReencodeOptions { After = "[\"run\",\"1\"]" });
        await run.Should().ThrowAsync<ArgumentException>().WithMessage("*no position of this storage*");
    }

    [Fact]
    public async Task Every_column_with_text_or_bytes_is_encoded_again_or_known_to_be_readable()
    {
        string[] readable =
        [
            "gr_schema.applied_at", "gr_thread.name", "gr_line.ns", "gr_checkpoint.run", "gr_checkpoint.refs", "gr_checkpoint.metadata", "gr_log.channel",
            "gr_pending_write.task", "gr_pending_write.run", "gr_run_thread.questions", "gr_run_thread.graph", "gr_run_thread.metadata", "gr_run_thread.winds_run",
            "gr_run_thread.next_graph", "gr_run_event.kind", "gr_run_event.ns", "gr_store.ns", "gr_store.key", "gr_store.vectors", "gr_run_fact.run", "gr_run.id", "gr_run.graph",
            "gr_run.idem", "gr_run.owner", "gr_run.questions", "gr_run.metadata", "gr_run.steers", "gr_run.steers_path", "gr_run_name.name", "gr_run_removed.run", "gr_run_removed.graph",
            "gr_run_removed.removed_by", "gr_run_removed.caller",
        ];
        await Rotation.TalkAsync(RotationCases.Old);
        using var session = _place.Session();
        session.Run("UPDATE gr_run_thread SET context = x'01FF'");
        session.Run("INSERT INTO gr_run_removed SELECT 1, 1, 'run', 'graph', 0, 0, 0, 0, 0, 0, NULL, NULL, 0, 0, 0, x'01FF'");
        const string Columns = """
            SELECT m.name || '.' || c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
            WHERE m.type = 'table' AND m.name LIKE 'gr\_%' ESCAPE '\' AND c.type IN ('TEXT', 'BLOB')
            """;
        session.Prepare(Columns).Texts().Should().BeEquivalentTo(readable.Concat(await RotationCases.ContentAsync(Rotation)));
    }

    private void Vacuum()
    {
        using var session = _place.Session();
        session.Run("VACUUM");
        session.ScalarText("PRAGMA wal_checkpoint(TRUNCATE)");
    }
}
