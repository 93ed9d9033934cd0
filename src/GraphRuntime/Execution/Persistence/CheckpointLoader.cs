using System.Text.Json;
using System.Text.Json.Nodes;
using GraphRuntime.Channels;
using GraphRuntime.Checkpointing;
using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>Turns a stored checkpoint into channels and schedule.</summary>
internal static class CheckpointLoader
{
    /// <summary>Takes over a stored checkpoint. Nothing of the loop is changed where the bytes cannot be read.</summary>
    public static void Restore(LoopState loop, StoredCheckpoint stored, ChannelCache.Entry? cached)
    {
        var reader = new StoredValueReader(loop.Run.Services.Codec, loop.Address, stored.Record.Id, loop.Run.Services.MaxValueBytes);
        try
        {
            using var document = JsonDocument.Parse(reader.Decode(stored.Record.Body));
            var body = document.RootElement;
            if (ScheduleCodec.ReadFormat(body) is var format and > StoredFormat.Newest)
            {
                throw reader.Corrupted(null, $"a newer version of this library wrote it, in format {format}; this one reads formats up to {StoredFormat.Newest}, so update it", null);
            }

            var migration = FindMigration(loop, stored, ScheduleCodec.ReadVersion(body), reader);
            loop.Channels = migration is not null ? Retype(loop, migration.State(), ScheduleCodec.ReadVersion(body)) : ReadChannels(loop, stored, body, reader, cached);
            loop.Schedule = ScheduleCodec.Read(body, loop.Graph, migration);
            loop.Loaded = ReadLoaded(stored, body, migration);
            loop.Sticky = ScheduleCodec.ReadSticky(body);
            loop.Steered = SteeredPosition.Read(body);
            loop.Suspended = SuspendedStep.ReadAll(body);
            loop.At = loop.At.GoTo(stored.Record, SuspendedStep.ReadMoved(body));
        }
        catch (Exception e) when (IsOfWrongShape(e))
        {
            throw reader.Corrupted(null, "its body is not what this library writes", e);
        }

        var record = stored.Record;
        loop.Superstep.Pending = PendingTask.Group(stored.PendingWrites);
        if (loop.Parent is null)
        {
            loop.Run.RootCheckpointId = record.Id;
        }
    }

    /// <summary>The call of a subgraph that made a checkpoint, where it is known, and the checkpoint of the root graph that it belongs to, or 0.</summary>
    public static (string? Call, long Root) ReadCall(EngineServices services, CheckpointAddress address, StoredCheckpoint stored)
    {
        var reader = new StoredValueReader(services.Codec, address, stored.Record.Id, services.MaxValueBytes);
        try
        {
            using var body = JsonDocument.Parse(reader.Decode(stored.Record.Body));
            return (ScheduleCodec.ReadCall(body.RootElement), ScheduleCodec.ReadRootCheckpoint(body.RootElement));
        }
        catch (Exception e) when (IsOfWrongShape(e))
        {
            throw reader.Corrupted(null, "its body is not what this library writes", e);
        }
    }

    /// <summary>Makes a loop that collected a checkpoint look as if that one had been stored and loaded.</summary>
    public static void ReadAgain(LoopState loop, ReadOnlyMemory<byte> body)
    {
        (loop.Schedule, loop.Sticky) = ReadJson(loop, body, json => (ScheduleCodec.Read(json, loop.Graph), ScheduleCodec.ReadSticky(json)));
        loop.Loaded = loop.Loaded with { InputChild = 0, ChildResults = default };
        loop.Superstep.Pending = null;
        loop.Tasks.Clear();
        foreach (var channel in loop.Channels.All)
        {
            if (channel.Definition.IsStored)
            {
                channel.Detach();
            }
            else
            {
                channel.Reset();
            }
        }

        loop.Channels.Invalidate();
    }

    /// <summary>Reads one piece of JSON that the engine wrote. Whatever is not of its shape is damaged.</summary>
    public static T ReadJson<T>(LoopState loop, ReadOnlyMemory<byte> bytes, Func<JsonElement, T> read) =>
        ReadJson(loop.Run.Services, loop.Address, loop.CheckpointId, bytes, read);

    public static T ReadJson<T>(EngineServices services, CheckpointAddress address, long checkpointId, ReadOnlyMemory<byte> bytes, Func<JsonElement, T> read)
    {
        var reader = new StoredValueReader(services.Codec, address, checkpointId, services.MaxValueBytes);
        try
        {
            using var document = JsonDocument.Parse(reader.Decode(bytes));
            return read(document.RootElement.Clone());
        }
        catch (Exception e) when (IsOfWrongShape(e))
        {
            throw reader.Corrupted(null, "what a task left there is not what this library writes", e);
        }
    }

    /// <summary>Reads what a task left as its result, in the version of the graph.</summary>
    public static JsonElement ReadResult(LoopState loop, ReadOnlyMemory<byte> bytes)
    {
        var result = ReadJson(loop, bytes, TaskCodec.CheckResult);
        return loop.Loaded.Migration?.Result(result) ?? result;
    }

    /// <summary>Rewrites what belongs to another checkpoint of the same graph; <see langword="null"/> where it has the version of the graph.</summary>
    public static StateMigration? MigrationOf(LoopState loop, StoredCheckpoint stored)
    {
        var version = ReadJson(loop.Run.Services, loop.Address, stored.Record.Id, stored.Record.Body, ScheduleCodec.ReadVersion);
        var reader = new StoredValueReader(loop.Run.Services.Codec, loop.Address, stored.Record.Id, loop.Run.Services.MaxValueBytes);
        return FindMigration(loop, stored, version, reader);
    }

    public static bool IsOfWrongShape(Exception e) => e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException;

    private static LoadedCheckpoint ReadLoaded(StoredCheckpoint stored, JsonElement body, StateMigration? migration) => new()
    {
        RunId = stored.Record.RunId,
        Metadata = stored.Record.Metadata,
        IsPaused = stored.Record.Paused,
        Call = ScheduleCodec.ReadCall(body),
        RootCheckpointId = ScheduleCodec.ReadRootCheckpoint(body),
        Migration = migration,
        Logs = migration is null ? null : [.. stored.Record.Channels.Where(static r => r.IsLog)],
        InputChild = ScheduleCodec.ReadInputChild(body),
        ChildResults = stored.ChildResults,
        OwnResults = stored.Record.Results,
    };

    private static ChannelSet ReadChannels(LoopState loop, StoredCheckpoint stored, JsonElement body, StoredValueReader reader, ChannelCache.Entry? cached)
    {
        var schema = loop.Graph.Schema;
        var channels = cached is not null && cached.Fits(stored.Record) ? cached.ToChannels(schema.Definitions) : new ChannelSet(schema.Definitions);
        var seen = new bool[channels.All.Length];
        foreach (var value in stored.Channels)
        {
            var index = schema.IndexOf(value.Reference.Channel);
            if (index < 0)
            {
                throw new SchemaChangedException(loop.Address.ThreadId, value.Reference.Channel, schema.Version);
            }

            channels.All[index].Load(value, reader);
            seen[index] = true;
        }

        for (var i = 0; i < seen.Length; i++)
        {
            if (!seen[i])
            {
                channels.All[i].Reset();
            }
        }

        InheritedChannels.Mark(channels, body, stored);
        foreach (var name in ScheduleCodec.ReadSealedLogs(body))
        {
            channels.Find(name)?.Seal();
        }

        channels.Invalidate();
        return channels;
    }

    private static StateMigration? FindMigration(LoopState loop, StoredCheckpoint stored, int version, StoredValueReader reader)
    {
        if (version == loop.Graph.Schema.Version)
        {
            return null;
        }

        var state = new JsonObject();
        foreach (var value in stored.Channels)
        {
            state[value.Reference.Channel] = StoredJson.Read(value, reader);
        }

        return new StateMigration(loop.Graph, loop.Address.ThreadId, version, state);
    }

    private static ChannelSet Retype(LoopState loop, JsonObject state, int version)
    {
        try
        {
            return Retype(loop, state);
        }
        catch (InvalidUpdateException e)
        {
            throw StateVersionException.DoesNotFit(loop.Address.ThreadId, version, loop.Graph.Schema.Version, e);
        }
    }

    private static ChannelSet Retype(LoopState loop, JsonObject state)
    {
        var channels = new ChannelSet(loop.Graph.Schema.Definitions);
        foreach (var (name, value) in state)
        {
            var channel = channels.Find(name) ?? throw new SchemaChangedException(loop.Address.ThreadId, name, loop.Graph.Schema.Version);
            var json = value is null ? JsonValues.Null : JsonSerializer.SerializeToElement(value, CoreJsonContext.Default.JsonNode);
            channel.SetJson(json);
        }

        channels.EndWrites();
        return channels;
    }
}
