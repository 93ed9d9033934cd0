using Npgsql;
using NpgsqlTypes;

namespace GraphRuntime.Postgres;

/// <summary>A commit laid out as the arrays that <c>put_checkpoints</c> takes, checked on the way.</summary>
internal sealed class CommitArrays
{
    private readonly CheckpointCommit _commit;
    private readonly CheckpointRecord[] _records;
    private readonly int[] _referenceCounts;
    private readonly int[] _valueCounts;
    private readonly int[] _logCounts;
    private readonly ChannelReference[] _references;
    private readonly ChannelValue[] _values;
    private readonly LogAppend[] _logs;

    public CommitArrays(CheckpointCommit commit)
    {
        _commit = commit;
        var checkpoints = commit.Checkpoints;
        CommitInput.Check(commit);
        _records = Each(checkpoints, static checkpoint => checkpoint.Record);
        _referenceCounts = Each(checkpoints, static checkpoint => checkpoint.Record.Channels.Count);
        _valueCounts = Each(checkpoints, static checkpoint => checkpoint.Values.Count);
        _logCounts = Each(checkpoints, static checkpoint => checkpoint.Appends.Count);
        _references = All(checkpoints, static checkpoint => checkpoint.Record.Channels);
        _values = All(checkpoints, static checkpoint => checkpoint.Values);
        _logs = All(checkpoints, static checkpoint => checkpoint.Appends);
    }

    public CheckpointCommit Commit => _commit;

    /// <summary>Adds the parameters in the order of the function. Built anew for every attempt, as a parameter belongs to one command.</summary>
    public void AddTo(NpgsqlParameterCollection parameters)
    {
        parameters.Text(_commit.Address.ThreadId).Text(_commit.Address.Namespace).Number(_commit.Epoch).Number(_commit.ExpectedHead);
        AddRecords(parameters);
        parameters.Many(_referenceCounts, NpgsqlDbType.Integer)
            .Many(Each(_references, static reference => reference.Channel), NpgsqlDbType.Text)
            .Many(Each(_references, static reference => reference.Version), NpgsqlDbType.Bigint)
            .Many(Each(_references, static reference => reference.Length), NpgsqlDbType.Bigint)
            .Many(_valueCounts, NpgsqlDbType.Integer)
            .Many(Each(_values, static value => value.Channel), NpgsqlDbType.Text)
            .Many(Each(_values, static value => value.Bytes), NpgsqlDbType.Bytea)
            .Many(_logCounts, NpgsqlDbType.Integer)
            .Many(Each(_logs, static log => log.Channel), NpgsqlDbType.Text)
            .Many(Each(_logs, static log => log.Version), NpgsqlDbType.Bigint)
            .Many(Each(_logs, static log => log.Offset), NpgsqlDbType.Bigint)
            .Many(Each(_logs, static log => log.Bytes), NpgsqlDbType.Bytea);
    }

    private void AddRecords(NpgsqlParameterCollection parameters) =>
        parameters.Many(Each(_records, static record => record.Id), NpgsqlDbType.Bigint)
            .Many(Each(_records, static record => record.ParentId), NpgsqlDbType.Bigint)
            .Many(Each(_records, static record => record.CreatedAt.UtcDateTime), NpgsqlDbType.TimestampTz)
            .Many(Each(_records, static record => record.Step), NpgsqlDbType.Integer)
            .Many(Each(_records, static record => (short)record.Source), NpgsqlDbType.Smallint)
            .Many(Each(_records, static record => record.Paused), NpgsqlDbType.Boolean)
            .Many(Each(_records, static record => record.RunId), NpgsqlDbType.Text)
            .Many(Each(_records, static record => record.Metadata), NpgsqlDbType.Bytea)
            .Many(Each(_records, static record => record.Body), NpgsqlDbType.Bytea)
            .Many(Each(_records, static record => record.Results), NpgsqlDbType.Bytea);

    private static TResult[] Each<T, TResult>(IReadOnlyList<T> items, Func<T, TResult> part)
    {
        if (items.Count == 0)
        {
            return [];
        }

        var parts = new TResult[items.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = part(items[i]);
        }

        return parts;
    }

    private static T[] All<T>(IReadOnlyList<NewCheckpoint> checkpoints, Func<NewCheckpoint, IReadOnlyList<T>> part) =>
        checkpoints.Count == 1 ? [.. part(checkpoints[0])] : [.. checkpoints.SelectMany(part)];
}
