using System.Text.Json;

namespace GraphRuntime.Tests.State;

/// <summary>An update from JSON is checked when it is made: each kind of channel, with values that it takes and values that it does not.</summary>
public sealed class JsonUpdateTests
{
    private static readonly StateSchema s_schema = StateGraph.Create<KindState>("kinds")
        .AddNode("a", _ => new KindState.Update { Turn = 1 })
        .AddEdge(Graph.Start, "a")
        .Compile()
        .StateSchema;

    [Theory]
    [InlineData("""{"Turn":"x"}""")]
    [InlineData("""{"Turn":{}}""")]
    [InlineData("""{"Turn":1.5}""")]
    [InlineData("""{"Turn":null}""")]
    [InlineData("""{"Log":[5]}""")]
    [InlineData("""{"Log":5}""")]
    [InlineData("""{"Log":[["nested"]]}""")]
    [InlineData("""{"Scores":[]}""")]
    [InlineData("""{"Scores":{"a":"x"}}""")]
    [InlineData("""{"Best":5}""")]
    [InlineData("""{"Hint":[]}""")]
    [InlineData("""{"Secret":true}""")]
    [InlineData("""{"News":[5]}""")]
    [InlineData("""{"News":{}}""")]
    [InlineData("""{"Turn":1,"Log":["fine"],"Best":5}""")]
    [InlineData("""{"Nothing":1}""")]
    public void A_value_that_its_channel_cannot_take_is_refused_at_once(string json) =>
        FluentActions.Invoking(() => StateUpdate.FromJson(s_schema, Parse(json))).Should().ThrowExactly<InvalidUpdateException>();

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"Turn":1,"Log":["a","b"],"Scores":{"a":1},"Best":"b","Hint":"h","Secret":"s","News":["n"]}""")]
    [InlineData("""{"Log":"one","News":"one"}""")]
    [InlineData("""{"Log":[],"Scores":{},"Hint":null}""")]
    public void A_value_that_its_channel_takes_is_not(string json) =>
        FluentActions.Invoking(() => StateUpdate.FromJson(s_schema, Parse(json))).Should().NotThrow();

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
