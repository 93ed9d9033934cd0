using System.Text;

namespace GraphRuntime.Postgres.Tests;

/// <summary>Makes the commits of one line of checkpoints, with a value channel 'v' and a log channel 'log' that began at checkpoint 1.</summary>
internal sealed class Line(ICheckpointer store, string threadId, string checkpointNamespace = "")
{
    public static readonly DateTimeOffset Start = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public CheckpointAddress Address { get; } = new(threadId, checkpointNamespace);

    public long Epoch { get; set; }

    public long Head { get; set; }

    public long NextId { get; set; } = 1;

    public long LogLength { get; set; }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(StoredChannel channel) => string.Concat(channel.Chunks.Select(chunk => Encoding.UTF8.GetString(chunk.Span)));

    public CheckpointCommit Commit(params NewCheckpoint[] checkpoints) => new()
    {
        Address = Address,
        Epoch = Epoch,
        ExpectedHead = Head,
        Checkpoints = checkpoints,
    };

    /// <summary>A checkpoint that writes 'v' and appends to 'log'.</summary>
    public NewCheckpoint Next(string text, string? runId = "run", string? value = null)
    {
        var id = NextId++;
        var bytes = Utf8(text);
        var checkpoint = new NewCheckpoint
        {
            Record = new CheckpointRecord
            {
                Id = id,
                ParentId = id - 1,
                Step = (int)id - 1,
                Source = CheckpointSource.Loop,
                RunId = runId,
                CreatedAt = Start.AddSeconds(id),
                Body = Utf8($"body {id}"),
                Results = Utf8($"results {id}"),
                Metadata = Utf8($$"""{"n": {{id}}, "who": "a"}"""),
                Channels = [new("v", id, -1), new("log", 1, LogLength + bytes.Length)],
            },
            Values = [new("v", Utf8(value ?? $"value {id}"))],
            Appends = [new("log", 1, LogLength, bytes)],
        };
        LogLength += bytes.Length;
        return checkpoint;
    }

    public async Task PutAsync(string text, string? runId = "run", string? value = null)
    {
        var checkpoint = Next(text, runId, value);
        await store.PutAsync(Commit(checkpoint), default);
        Head = checkpoint.Record.Id;
    }

    public async Task<StoredCheckpoint?> ReadAsync(long? id = null) => (await store.ReadAsync(Address, id, default)).Checkpoint;

    public async Task<List<StoredCheckpoint>> ListAsync(CheckpointQuery? query = null)
    {
        var all = new List<StoredCheckpoint>();
        await foreach (var checkpoint in store.ListAsync(query ?? new CheckpointQuery { Address = Address }, default))
        {
            all.Add(checkpoint);
        }

        return all;
    }
}
