using System.Buffers;
using System.Text.Json;
using GraphRuntime.Channels;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>An input as bytes, so that it can be kept until its run starts. Everything that can be wrong with it is found while it is encoded.</summary>
internal static class InputCodec
{
    /// <summary>What readers of JSON take by default.</summary>
    private const int MaxDepth = 64;

    public static ReadOnlyMemory<byte> Encode(GraphDefinition graph, GraphInput? input)
    {
        if (input is null || ReferenceEquals(input, GraphInput.Resume))
        {
            return default;
        }

        var buffer = new ArrayBufferWriter<byte>();
        var json = new Utf8JsonWriter(buffer, ValueOptions.Writer with { MaxDepth = MaxDepth });
        try
        {
            Write(json, graph, input);
            json.Flush();
            return buffer.WrittenMemory;
        }
        catch (StateSerializationException exception) when (exception.Graph is null && json.CurrentDepth < MaxDepth)
        {
            throw exception.At(graph.Name, null, Graph.Start);
        }
        catch (Exception exception) when (exception is InvalidOperationException or StateSerializationException or JsonException && json.CurrentDepth >= MaxDepth)
        {
            throw new InvalidUpdateException(
                null, $"An input of graph '{graph.Name}' is nested more than {MaxDepth} levels deep, which could not be read again. Give it flatter data.", exception);
        }
        finally
        {
            json.Dispose();
        }
    }

    public static GraphInput Decode(GraphDefinition graph, string threadId, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return GraphInput.Resume;
        }

        using var document = JsonDocument.Parse(bytes);
        var root = document.RootElement;
        var version = root.TryGetProperty("v", out var written) ? written.GetInt32() : graph.Schema.Version;
        var migration = version == graph.Schema.Version ? null : new StateMigration(graph, threadId, version, []);
        return GraphInput.FromStored(
            root.TryGetProperty("u", out var update) ? new StoredUpdate(migration?.Result(update) ?? update.Clone(), graph.Schema) : null,
            ReadDestinations(root, migration),
            root.TryGetProperty("k", out _),
            root.TryGetProperty("a", out var single) ? single.Clone() : null,
            root.TryGetProperty("m", out var answers)
                ? answers.EnumerateObject().ToDictionary(static a => a.Name, static a => (object?)a.Value.Clone(), StringComparer.Ordinal)
                : null);
    }

    /// <summary>What an input has in it, told without reading its values.</summary>
    public static (bool Answers, bool IsCommand, bool Updates) Look(ReadOnlySpan<byte> bytes)
    {
        var (answers, isCommand, updates) = (false, false, false);
        var reader = new Utf8JsonReader(bytes);
        while (!bytes.IsEmpty && reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                answers |= reader.ValueTextEquals("a"u8) || reader.ValueTextEquals("m"u8);
                isCommand |= reader.ValueTextEquals("k"u8);
                updates |= reader.ValueTextEquals("u"u8);
                reader.Skip();
            }
        }

        return (answers, isCommand, updates);
    }

    public static JsonElement AnswerToJson(GraphDefinition graph, object? value) => value switch
    {
        null => JsonValues.Null,
        JsonElement json => json.Clone(),
        _ => GraphJson.ToJson(value, graph.Schema.JsonOptions, "answer"),
    };

    public static void CheckType(GraphDefinition graph, StateUpdate update)
    {
        if (update.StateType != graph.Schema.StateType)
        {
            throw InvalidUpdateException.In(
                graph.Name,
                null,
                $"Graph '{graph.Name}' has the state {graph.Schema.StateType.Name}, but was given an update of {update.StateType.Name}. Give it a {graph.Schema.StateType.Name}.Update.");
        }
    }

    private static void Write(Utf8JsonWriter json, GraphDefinition graph, GraphInput input)
    {
        json.WriteStartObject();
        json.WriteNumber("v", graph.Schema.Version);
        if (input.IsCommand)
        {
            json.WriteBoolean("k", true);
        }

        WriteUpdate(json, graph, input);
        WriteDestinations(json, graph, input);
        WriteAnswers(json, graph, input);
        json.WriteEndObject();
    }

    private static void WriteUpdate(Utf8JsonWriter json, GraphDefinition graph, GraphInput input)
    {
        if (input.Update is not { } update)
        {
            return;
        }

        CheckType(graph, update);
        json.WriteStartObject("u");
        new WriteEncoder(json).Encode(update, new ChannelSet(graph.Schema.Definitions).All);
        json.WriteEndObject();
    }

    private static void WriteDestinations(Utf8JsonWriter json, GraphDefinition graph, GraphInput input)
    {
        if (input.Goto.Count == 0)
        {
            return;
        }

        json.WriteStartArray("g");
        foreach (var route in input.Goto)
        {
            Router.Resolve(graph, "an input", route, map: null);
            if (route.Send is not { } send)
            {
                json.WriteStringValue(route.Node);
                continue;
            }

            json.WriteStartObject();
            json.WriteString("n", send.Node);
            json.WritePropertyName("v");
            graph.WriteArgument(json, send);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAnswers(Utf8JsonWriter json, GraphDefinition graph, GraphInput input)
    {
        if (input.HasAnswer)
        {
            json.WritePropertyName("a");
            AnswerToJson(graph, input.SingleAnswer).WriteTo(json);
        }

        if (input.AnswersById is not { } answers)
        {
            return;
        }

        json.WriteStartObject("m");
        foreach (var (id, value) in answers)
        {
            json.WritePropertyName(id);
            AnswerToJson(graph, value).WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static Routes ReadDestinations(JsonElement root, StateMigration? migration)
    {
        if (!root.TryGetProperty("g", out var destinations))
        {
            return Routes.None;
        }

        return new Routes(destinations.EnumerateArray()
            .Select(d => d.ValueKind == JsonValueKind.String ? (Route)d.GetString()! : ReadSend(d.GetProperty("n").GetString()!, d.GetProperty("v"), migration))
            .ToArray());
    }

    private static Send ReadSend(string node, JsonElement argument, StateMigration? migration) =>
        Send.To(node, migration?.Argument(node, argument) ?? argument.Clone());
}
