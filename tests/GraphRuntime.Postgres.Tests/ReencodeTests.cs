using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.Postgres.Tests;

public sealed class ReencodeTests(PostgresSchema schema) : PostgresTest(schema), IAsyncLifetime
{
    private Rotation Rotation => new(
        builder => builder.AddPostgres(Schema.Options()),
        static (provider, codec, options, progress, token) => provider.GetRequiredService<PostgresStorage>().ReencodeAsync(codec, options, progress, token));

    public Task InitializeAsync() => Schema.EmptyAsync();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [PostgresFact]
    public async Task After_a_rotation_no_row_has_what_the_old_key_encrypted()
    {
        await RotationCases.RotateAsync(Rotation);

        // Columns of bytes stand in a dump as hexadecimal digits.
        var dump = await Schema.DumpAsync();
        dump.Should().Contain(SecretTalk.Readable);
        dump.Contains(Convert.ToHexString(RotationCases.OldCanary), StringComparison.OrdinalIgnoreCase).Should().BeFalse("it is encoded with the new key");
    }

    [PostgresFact]
    public Task Keys_are_rotated_while_workers_run() => RotationCases.RotateWhileTalkingAsync(Rotation);

    [PostgresFact]
    public async Task A_codec_that_is_switched_on_encodes_what_was_there()
    {
        await RotationCases.SwitchOnAsync(Rotation);

        var dump = await Schema.DumpAsync();
        dump.Replace(SecretTalk.Canary + " key", "", StringComparison.Ordinal).Should().NotContain(SecretTalk.Canary, "only keys of effects stay readable");
        dump.Contains(Convert.ToHexString(Encoding.UTF8.GetBytes(SecretTalk.Canary)), StringComparison.OrdinalIgnoreCase).Should().BeFalse("bytes are encoded");
    }

    [PostgresFact]
    public Task A_codec_is_switched_on_while_workers_run() => RotationCases.SwitchOnWhileTalkingAsync(Rotation);

    [PostgresFact]
    public Task A_rotation_that_was_stopped_goes_on_where_it_stood() => RotationCases.StopAndGoOnAsync(Rotation);

    [PostgresFact]
    public Task What_cannot_be_decoded_is_named_and_stays() => RotationCases.FailAsync(Rotation);

    [PostgresFact]
    public async Task Every_column_with_text_or_bytes_is_encoded_again_or_known_to_be_readable()
    {
        string[] readable =
        [
            "schema_version.room", "thread.thread_id", "line.thread_id", "line.ns", "checkpoint.thread_id", "checkpoint.ns", "checkpoint.run_id", "checkpoint.metadata",
            "checkpoint.ref_channels", "checkpoint.value_channels", "log_piece.thread_id", "log_piece.ns", "log_piece.channel", "pending_write.thread_id", "pending_write.ns",
            "pending_write.task_id", "pending_write.run_id", "run_thread.thread_id", "run_thread.pause_ids", "run_thread.graph_name", "run_thread.metadata", "run_thread.winds_run",
            "run_thread.next_graph", "run.thread_id", "run.run_id", "run.graph_name", "run.metadata", "run.idempotency_key", "run.owner", "run.interrupt_ids", "run.steers", "run.steers_path",
            "run_event.thread_id", "run_event.run_id", "run_event.kind", "run_event.ns", "run_fact.thread_id", "run_fact.run_id", "run_name.thread_id", "run_name.name",
            "run_name.run_id", "run_removed.thread_id", "run_removed.run_id", "run_removed.graph_name", "run_removed.removed_by", "run_removed.caller", "item.ns", "item.key",
            "item.vectors",
        ];
        await Rotation.TalkAsync(RotationCases.Old);
        await Schema.ExecuteAsync("UPDATE {schema}.run_thread SET context = '\\x01FF'");
        await Schema.ExecuteAsync(
            "INSERT INTO {schema}.run_removed SELECT thread_id, 1, 'run', 'graph', false, 0, now(), now(), now(), now(), NULL, NULL, 0, 0, 0, '\\x01FF' FROM {schema}.run_thread LIMIT 1");
        var columns = (string[])(await Schema.ExecuteAsync(
            """
            SELECT array_agg(c.table_name || '.' || c.column_name) FROM information_schema.columns c
            WHERE c.table_schema = '{schema}' AND c.udt_name IN ('text', '_text', 'varchar', 'bytea', '_bytea', 'json', 'jsonb')
            """))!;
        columns.Should().BeEquivalentTo(readable.Concat(await RotationCases.ContentAsync(Rotation)));
    }
}
