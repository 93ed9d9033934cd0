using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using GraphRuntime.Checkpointing;
using GraphRuntime.Conformance.Cases;
using GraphRuntime.Conformance.Running;

namespace GraphRuntime.Conformance.Tests;

/// <summary>
/// The runner is strict: where a recorded answer is falsified, it says so. Deliberate differences excuse what they are about and nothing beside it.
/// </summary>
public sealed class FalseAnswersTests
{
    private const string Foreign = "a channel that no case has";

    [Fact]
    public async Task A_falsified_answer_is_found_in_every_case()
    {
        var missed = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(Corpus.Ids.Concat(Corpus.OwnIds), async (id, _) =>
        {
            foreach (var place in await PlacesAsync(id))
            {
                var result = await CaseRunner.RunOnceAsync(Falsify(id, place), new InMemoryCheckpointer());
                if (result.Differences.Count == 0)
                {
                    missed.Add($"{id}: {place}");
                }
            }
        });

        string.Join("\n", missed).Should().BeEmpty();
    }

    /// <summary>Every answer where deviations are near, one answer elsewhere. The answer at which a deviation ends a script is the deviation itself.</summary>
    private static async Task<IEnumerable<string>> PlacesAsync(string id)
    {
        var whole = await CaseRunner.RunOnceAsync(ConformanceCase.Read(Corpus.File(id)), new InMemoryCheckpointer());
        var places = Places(id, whole.StepsCompared);
        return whole.Deviations.Count > 0 ? places : places.TakeLast(1);
    }

    private static IEnumerable<string> Places(string id, int steps) => Values(Read(id)["script"]!, steps).Select(static values => values.GetPath());

    private static IEnumerable<JsonObject> Values(JsonNode script, int steps) => script.AsArray().Take(steps).SelectMany(static step => Below(step!["expect"]));

    private static IEnumerable<JsonObject> Below(JsonNode? node) => node switch
    {
        JsonObject map when map["values"] is JsonObject values => [values],
        JsonObject map => map.SelectMany(static member => Below(member.Value)),
        JsonArray list => list.SelectMany(Below),
        _ => [],
    };

    private static ConformanceCase Falsify(string id, string place)
    {
        var json = Read(id);
        Values(json["script"]!, int.MaxValue).Single(values => values.GetPath() == place)[Foreign] = 1;
        using var document = JsonDocument.Parse(json.ToJsonString());
        return new ConformanceCase(document.RootElement.Clone());
    }

    private static JsonNode Read(string id) => JsonNode.Parse(File.ReadAllText(Corpus.File(id)))!;
}
