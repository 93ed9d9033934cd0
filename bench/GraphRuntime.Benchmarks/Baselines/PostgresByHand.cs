using System.Diagnostics.CodeAnalysis;
using GraphRuntime.Benchmarks.Stores;
using GraphRuntime.Checkpointing;
using Npgsql;
using NpgsqlTypes;

namespace GraphRuntime.Benchmarks.Baselines;

/// <summary>The statement of the store with the same values, prepared on one connection for each thread.</summary>
internal sealed class PostgresByHand : Baseline
{
    private const int Parameters = 26;

    private readonly List<(NpgsqlConnection Connection, NpgsqlCommand Command, object[][] Calls)> _lines = [];
    private readonly NpgsqlDataSource _source;
    private int _round;

    private PostgresByHand(NpgsqlDataSource source) => _source = source;

    public override string Name => _lines.Count == 1 ? "same statement by hand" : $"same statement by hand, {_lines.Count} connections";

    [SuppressMessage("Security", "CA2100", Justification = "The statement is made of constants.")]
    public static async Task<PostgresByHand> CreateAsync(IReadOnlyList<RecordedCommit> commits, PostgresStore store)
    {
        var baseline = new PostgresByHand(store.Source);
        foreach (var line in commits.GroupBy(static c => c.Commit.Address.ThreadId))
        {
            var connection = await store.Source.OpenConnectionAsync();
            var command = connection.CreateCommand();
            command.CommandText = $"SELECT outcome, current FROM {PostgresStore.Schema}.put_checkpoints({string.Join(", ", Enumerable.Range(1, Parameters).Select(static i => "$" + i))})";
            object[][] calls = [.. line.Select(static c => Call(c.Commit))];
            for (var i = 0; i < Parameters; i++)
            {
                command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = s_types[i], Value = calls[0][i] });
            }

            await command.PrepareAsync();
            baseline._lines.Add((connection, command, calls));
        }

        return baseline;
    }

    public override async Task RunAsync()
    {
        _round++;
        await Task.WhenAll(_lines.Select((line, i) => Task.Run(() => WriteAsync($"hand{_round}-{i}", line.Command, line.Calls))));
    }

    public override async Task ClearAsync()
    {
        for (var i = 0; i < _lines.Count; i++)
        {
            await using var command = _source.CreateCommand($"SELECT {PostgresStore.Schema}.delete_thread($1)");
            command.Parameters.Add(new NpgsqlParameter { Value = $"hand{_round}-{i}" });
            await command.ExecuteNonQueryAsync();
        }
    }

    public override void Dispose()
    {
        foreach (var (connection, command, _) in _lines)
        {
            command.Dispose();
            connection.Dispose();
        }

        base.Dispose();
    }

    private static async Task WriteAsync(string thread, NpgsqlCommand command, object[][] calls)
    {
        foreach (var call in calls)
        {
            command.Parameters[0].Value = thread;
            for (var i = 1; i < call.Length; i++)
            {
                command.Parameters[i].Value = call[i];
            }

            await using var reader = await command.ExecuteReaderAsync();
            if (!await reader.ReadAsync() || reader.GetInt32(0) != 0)
            {
                throw new InvalidOperationException("The server refused a commit.");
            }
        }
    }

    private static object[] Call(CheckpointCommit commit)
    {
        CheckpointRecord[] records = [.. commit.Checkpoints.Select(static c => c.Record)];
        ChannelReference[] references = [.. records.SelectMany(static r => r.Channels)];
        ChannelValue[] values = [.. commit.Checkpoints.SelectMany(static c => c.Values)];
        LogAppend[] logs = [.. commit.Checkpoints.SelectMany(static c => c.Appends)];
        return
        [
            commit.Address.ThreadId, commit.Address.Namespace, commit.Epoch, commit.ExpectedHead,
            Each(records, static r => r.Id), Each(records, static r => r.ParentId), Each(records, static r => r.CreatedAt.UtcDateTime),
            Each(records, static r => r.Step), Each(records, static r => (short)r.Source), Each(records, static r => r.Paused),
            Each(records, static r => r.RunId), Each(records, static r => r.Metadata.ToArray()), Each(records, static r => r.Body.ToArray()), Each(records, static r => r.Results.ToArray()),
            Each(records, static r => r.Channels.Count), Each(references, static r => r.Channel), Each(references, static r => r.Version), Each(references, static r => r.Length),
            Each([.. commit.Checkpoints], static c => c.Values.Count), Each(values, static v => v.Channel), Each(values, static v => v.Bytes.ToArray()),
            Each([.. commit.Checkpoints], static c => c.Appends.Count), Each(logs, static l => l.Channel), Each(logs, static l => l.Version), Each(logs, static l => l.Offset), Each(logs, static l => l.Bytes.ToArray()),
        ];
    }

    private static TResult[] Each<T, TResult>(T[] items, Func<T, TResult> part) => Array.ConvertAll(items, item => part(item));

    private static readonly NpgsqlDbType[] s_types =
    [
        NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Bigint, NpgsqlDbType.Bigint,
        NpgsqlDbType.Array | NpgsqlDbType.Bigint, NpgsqlDbType.Array | NpgsqlDbType.Bigint, NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
        NpgsqlDbType.Array | NpgsqlDbType.Integer, NpgsqlDbType.Array | NpgsqlDbType.Smallint, NpgsqlDbType.Array | NpgsqlDbType.Boolean,
        NpgsqlDbType.Array | NpgsqlDbType.Text, NpgsqlDbType.Array | NpgsqlDbType.Bytea, NpgsqlDbType.Array | NpgsqlDbType.Bytea, NpgsqlDbType.Array | NpgsqlDbType.Bytea,
        NpgsqlDbType.Array | NpgsqlDbType.Integer, NpgsqlDbType.Array | NpgsqlDbType.Text, NpgsqlDbType.Array | NpgsqlDbType.Bigint, NpgsqlDbType.Array | NpgsqlDbType.Bigint,
        NpgsqlDbType.Array | NpgsqlDbType.Integer, NpgsqlDbType.Array | NpgsqlDbType.Text, NpgsqlDbType.Array | NpgsqlDbType.Bytea,
        NpgsqlDbType.Array | NpgsqlDbType.Integer, NpgsqlDbType.Array | NpgsqlDbType.Text, NpgsqlDbType.Array | NpgsqlDbType.Bigint, NpgsqlDbType.Array | NpgsqlDbType.Bigint, NpgsqlDbType.Array | NpgsqlDbType.Bytea,
    ];
}
