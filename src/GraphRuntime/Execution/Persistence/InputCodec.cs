using System.Buffers;
using System.Text.Json;
using GraphRuntime.Channels;
using GraphRuntime.Checkpointing;
using GraphRuntime.Graphs;

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
        var version = root.TryGetProperty(StoredFormat.Input.Version, out var written) ? written.GetInt32() : graph.Schema.Version;
        var migration = version == graph.Schema.Version ? null : new StateMigration(graph, threadId, version, []);
        return GraphInput.FromStored(
            root.TryGetProperty(StoredFormat.Input.Update, out var update) ? new StoredUpdate(migration?.Result(update) ?? update.Clone(), graph.Schema) : null,
            ReadDestinations(root, migration),
            root.TryGetProperty(StoredFormat.Input.IsCommand, out _),
            root.TryGetProperty(StoredFormat.Input.Answer, out var single) ? single.Clone() : null,
            root.TryGetProperty(StoredFormat.Input.Answers, out var answers)
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
                answers |= reader.ValueTextEquals(StoredFormat.Input.Answer) || reader.ValueTextEquals(StoredFormat.Input.Answers);
                isCommand |= reader.ValueTextEquals(StoredFormat.Input.IsCommand);
                updates |= reader.ValueTextEquals(StoredFormat.Input.Update);
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
        json.WriteNumber(StoredFormat.Input.Version, graph.Schema.Version);
        if (input.IsCommand)
        {
            json.WriteBoolean(StoredFormat.Input.IsCommand, true);
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
        json.WriteStartObject(StoredFormat.Input.Update);
        new WriteEncoder(json).Encode(update, new ChannelSet(graph.Schema.Definitions).All);
        json.WriteEndObject();
    }

    private static void WriteDestinations(Utf8JsonWriter json, GraphDefinition graph, GraphInput input)
    {
        if (input.Goto.Count == 0)
        {
            return;
        }

        json.WriteStartArray(StoredFormat.Input.Destinations);
        foreach (var route in input.Goto)
        {
            Router.Resolve(graph, "an input", route, map: null);
            if (route.Send is not { } send)
            {
                json.WriteStringValue(route.Node);
                continue;
            }

            json.WriteStartObject();
            json.WriteString(StoredFormat.InputSend.Node, send.Node);
            json.WritePropertyName(StoredFormat.InputSend.Argument);
            graph.WriteArgument(json, send);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAnswers(Utf8JsonWriter json, GraphDefinition graph, GraphInput input)
    {
        if (input.HasAnswer)
        {
            json.WritePropertyName(StoredFormat.Input.Answer);
            AnswerToJson(graph, input.SingleAnswer).WriteTo(json);
        }

        if (input.AnswersById is not { } answers)
        {
            return;
        }

        json.WriteStartObject(StoredFormat.Input.Answers);
        foreach (var (id, value) in answers)
        {
            json.WritePropertyName(id);
            AnswerToJson(graph, value).WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static Routes ReadDestinations(JsonElement root, StateMigration? migration)
    {
        if (!root.TryGetProperty(StoredFormat.Input.Destinations, out var destinations))
        {
            return Routes.None;
        }

        return new Routes(destinations.EnumerateArray()
            .Select(d => d.ValueKind == JsonValueKind.String ? (Route)d.GetString()! : ReadSend(d.GetProperty(StoredFormat.InputSend.Node).GetString()!, d.GetProperty(StoredFormat.InputSend.Argument), migration))
            .ToArray());
    }

    private static Send ReadSend(string node, JsonElement argument, StateMigration? migration) =>
        Send.To(node, migration?.Argument(node, argument) ?? argument.Clone());
}
