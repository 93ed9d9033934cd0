using GraphRuntime.Conformance.Building;
using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Running;

/// <summary>Turns the input of an action into the library's.</summary>
internal sealed class InputReader(GraphSite site, ThreadLocator locator)
{
    public async ValueTask<GraphInput> ReadAsync(JsonElement input, GraphThread? thread)
    {
        if (input.IsNull())
        {
            return GraphInput.Resume;
        }

        if (input.OnlyMember() is not { Name: "$command" } member)
        {
            return GraphInput.From(site.ToUpdate(input));
        }

        var command = member.Value;
        var answer = await AnswerAsync(command, thread);
        if (command.TryMember("update") is null && command.TryMember("goto") is null && answer is not null)
        {
            return answer;
        }

        var edit = new Command<JsonState>
        {
            Update = command.TryMember("update") is { } update && !update.IsNull() ? site.ToUpdate(update) : null,
            Goto = command.TryMember("goto") is { } destinations ? site.ToRoutes(Expression.Evaluate(destinations, new Scope(Json.EmptyObject, site.Counters))) : Routes.None,
        };
        return answer is null ? GraphInput.From(edit) : answer.With(edit);
    }

    private async ValueTask<GraphInput?> AnswerAsync(JsonElement command, GraphThread? thread)
    {
        if (command.TryMember("resume") is { } resume)
        {
            return GraphInput.Answer(resume);
        }

        if (command.TryMember("resume_map") is not { } pairs)
        {
            return null;
        }

        var state = await locator.StateAsync(thread! with { Namespace = "" }, subgraphs: true);
        var open = OpenInterrupts(state).Where(static i => i.IsAnswerable).DistinctBy(static i => i.Id).ToList();
        var answers = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var pair in pairs.Items())
        {
            var found = open.Find(i => !answers.ContainsKey(i.Id) && JsonElement.DeepEquals(i.Value, pair[0]));
            answers[found?.Id ?? $"no open interrupt {pair[0]}"] = pair[1];
        }

        return GraphInput.Answers(answers);
    }

    private static IEnumerable<Interrupt> OpenInterrupts(StateSnapshot snapshot) =>
        snapshot.Tasks.SelectMany(static t => t.Interrupts.Concat(t.Subgraph is null ? [] : OpenInterrupts(t.Subgraph)));
}
