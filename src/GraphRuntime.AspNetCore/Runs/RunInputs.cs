using System.Text.Json;
using System.Text.Json.Nodes;

namespace GraphRuntime.AspNetCore;

/// <summary>What a caller gives to a run, as the library takes it.</summary>
internal sealed class RunInputs(CompiledGraph graph, Func<string> newId)
{
    private StateSchema Schema => graph.StateSchema;

    /// <summary>The input of a run; <see langword="null"/> goes on with what is pending.</summary>
    public GraphInput? Read(JsonElement? input, CommandRequest? command, ThreadPause? pause)
    {
        if (command is not null && (command.HasResume || command.Update is not null || command.Goto is not null))
        {
            return ReadCommand(command, pause);
        }

        return IsNull(input) ? null : GraphInput.From(ReadUpdate(input!.Value));
    }

    public StateUpdate ReadUpdate(JsonElement values)
    {
        var fields = values.ValueKind == JsonValueKind.Array ? Pairs(values) : values;
        if (fields.ValueKind != JsonValueKind.Object)
        {
            throw ApiException.Invalid("invalid_input", "The values are an object with the channels of the state.");
        }

        // Front ends send what other graphs know, too: names that this state does not have are left out, as the field does.
        var known = new JsonObject();
        foreach (var field in fields.EnumerateObject())
        {
            if (Schema.ChannelNames.Contains(field.Name))
            {
                known[field.Name] = InputMessages.AreMessages(field.Value)
                    ? InputMessages.Convert(field.Value, MessageChannels.TakesChatMessages(Schema, field.Name), newId)
                    : JsonNode.Parse(field.Value.GetRawText());
            }
        }

        using var document = JsonDocument.Parse(known.ToJsonString());
        return StateUpdate.FromJson(Schema, document.RootElement);
    }

    private static bool IsNull(JsonElement? value) => value is null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined };

    private static JsonElement Pairs(JsonElement list)
    {
        var fields = new JsonObject();
        foreach (var pair in list.EnumerateArray())
        {
            if (pair.ValueKind != JsonValueKind.Array || pair.GetArrayLength() != 2 || pair[0].ValueKind != JsonValueKind.String)
            {
                throw ApiException.Invalid("invalid_input", "A list of values has pairs of a name and a value.");
            }

            fields[pair[0].GetString()!] = JsonNode.Parse(pair[1].GetRawText());
        }

        using var document = JsonDocument.Parse(fields.ToJsonString());
        return document.RootElement.Clone();
    }

    private GraphInput ReadCommand(CommandRequest command, ThreadPause? pause)
    {
        var edit = IsNull(command.Update) && IsNull(command.Goto)
            ? null
            : Command.Create(IsNull(command.Update) ? null : ReadUpdate(command.Update!.Value), ReadRoutes(command.Goto));
        if (!command.HasResume)
        {
            return GraphInput.From(edit!);
        }

        var answer = ReadAnswer(command.Resume!.Value, pause);
        return edit is null ? answer : answer.With(edit);
    }

    /// <summary>An object whose names are all ids of open questions has an answer for each of them; anything else is the answer to the only one.</summary>
    private static GraphInput ReadAnswer(JsonElement resume, ThreadPause? pause)
    {
        if (resume.ValueKind == JsonValueKind.Object && pause is { InterruptIds: { Count: > 0 } open } && resume.EnumerateObject().Any() && resume.EnumerateObject().All(a => open.Contains(a.Name)))
        {
            return GraphInput.Answers(resume.EnumerateObject().ToDictionary(static a => a.Name, static a => (object?)a.Value.Clone(), StringComparer.Ordinal));
        }

        return GraphInput.Answer(resume.Clone());
    }

    private static Routes ReadRoutes(JsonElement? destinations)
    {
        if (IsNull(destinations))
        {
            return Routes.None;
        }

        var list = destinations!.Value.ValueKind == JsonValueKind.Array ? destinations.Value.EnumerateArray().ToArray() : [destinations.Value];
        return [.. list.Select(ReadRoute)];
    }

    private static Route ReadRoute(JsonElement destination) => destination.ValueKind switch
    {
        JsonValueKind.String => destination.GetString()!,
        JsonValueKind.Object when destination.TryGetProperty("node", out var node) && node.ValueKind == JsonValueKind.String =>
            Send.To(node.GetString()!, destination.TryGetProperty("input", out var input) ? input.Clone() : default),
        _ => throw ApiException.Invalid("invalid_command", "'goto' is the name of a node, an object with 'node' and 'input', or a list of both."),
    };
}
