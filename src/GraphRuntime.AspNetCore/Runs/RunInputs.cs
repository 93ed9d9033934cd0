using System.Text.Json;
using System.Text.Json.Nodes;

namespace GraphRuntime.AspNetCore;

/// <summary>What a caller gives to a run, as the library takes it.</summary>
internal sealed class RunInputs(CompiledGraph graph, Func<string> newId)
{
    private StateSchema Schema => graph.StateSchema;

    /// <summary>The input of a run; <see langword="null"/> goes on with what is pending.</summary>
    public GraphInput? Read(CreateRunRequest body, ThreadInfo thread)
    {
        if (body.Command is { } command && (command.HasResume || command.Update is not null || command.Goto is not null))
        {
            return ReadCommand(command, thread, body.StrictResume == true);
        }

        return IsNull(body.Input) ? null : GraphInput.From(ReadUpdate(body.Input!.Value));
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

    private GraphInput ReadCommand(CommandRequest command, ThreadInfo thread, bool isStrict)
    {
        var edit = IsNull(command.Update) && IsNull(command.Goto)
            ? null
            : Command.Create(IsNull(command.Update) ? null : ReadUpdate(command.Update!.Value), ReadRoutes(command.Goto));
        if (!command.HasResume)
        {
            return GraphInput.From(edit!);
        }

        var answer = ReadAnswer(command.Resume!.Value, thread, isStrict);
        return edit is null ? answer : answer.With(edit);
    }

    /// <summary>
    /// An object with ids of open questions has an answer for each of them, and none for others; anything else is the answer to the only one. A strict answer is never an
    /// empty object, which may be meant as answers to no question.
    /// </summary>
    private static GraphInput ReadAnswer(JsonElement resume, ThreadInfo thread, bool isStrict)
    {
        var open = thread.Pause?.InterruptIds ?? [];
        string[] names = resume.ValueKind == JsonValueKind.Object ? [.. resume.EnumerateObject().Select(static answer => answer.Name)] : [];
        if (isStrict && resume.ValueKind == JsonValueKind.Object && names.Length == 0)
        {
            throw new AnswerException(thread.ThreadId, "The answer names no question.", null, open);
        }

        if (!names.Any(open.Contains))
        {
            return GraphInput.Answer(resume.Clone());
        }

        return names.FirstOrDefault(name => !open.Contains(name)) is { } unknown
            ? throw new AnswerException(thread.ThreadId, $"There is no open question '{unknown}'.", unknown, open)
            : GraphInput.Answers(resume.EnumerateObject().ToDictionary(static a => a.Name, static a => (object?)a.Value.Clone(), StringComparer.Ordinal));
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
