using GraphRuntime.Stores;
using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Stores.Bench;
using static GraphRuntime.Testing.Stores.Bench.StoreBench;

namespace GraphRuntime.Testing.Stores.Cases;

internal static class FilterCases
{
    public static IEnumerable<ConformanceCase<StoreSubject>> All =>
    [
        Case("Filter: a string fits by content, however it is escaped", Strings),
        Case("Filter: numbers fit by value, to the last digit", Numbers),
        Case("Filter: true, false and null fit only themselves", Literals),
        Case("Filter: objects and arrays fit nothing, and what is in them is no field", Nested),
        Case("Filter: larger and smaller compare within one kind", Order),
        Case("Filter: not equal also fits where the field is missing or of another kind", NotEqual),
        Case("Filter: all filters must fit", AllFilters),
        Case("Filter: fields are names, never paths, patterns or SQL", HostileFields),
        Case("Filter: values are never patterns or SQL", HostileValues),
    ];

    private static StoreFilter Equal(string field, StoreScalar value) => new(field, StoreComparison.Equal, value);

    private static async Task FillAsync(StoreBench bench, params string[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            await bench.PutAsync($"{i}", values[i]).ConfigureAwait(false);
        }
    }

    private static async Task Strings(StoreBench bench)
    {
        await FillAsync(bench, """{"f":"é"}""", """{"f":"\u00e9"}""", """{"f":"e"}""", """{ "f" : "a\"b\\c" }""", """{"\u0066":"é"}""", """{"f":""}""", """{"f":"\u0000"}""").ConfigureAwait(false);
        Expect.Equal("0 1 4", await bench.KeysAsync(Equal("f", "é")).ConfigureAwait(false), "é");
        Expect.Equal("3", await bench.KeysAsync(Equal("f", "a\"b\\c")).ConfigureAwait(false), "quotes");
        Expect.Equal("5", await bench.KeysAsync(Equal("f", "")).ConfigureAwait(false), "empty string");
        Expect.Equal("6", await bench.KeysAsync(Equal("f", "\0")).ConfigureAwait(false), "zero character");
    }

    private static async Task Numbers(StoreBench bench)
    {
        await FillAsync(
            bench, """{"f":1}""", """{"f":1.0}""", """{"f":10e-1}""", """{"f":9007199254740993}""", """{"f":9007199254740992}""", """{"f":0.1}""", """{"f":-0}""",
            """{"f":1e400}""", """{"f":1e-40}""", """{"f":"1"}""").ConfigureAwait(false);
        Expect.Equal("0 1 2", await bench.KeysAsync(Equal("f", 1)).ConfigureAwait(false), "1");
        Expect.Equal("3", await bench.KeysAsync(Equal("f", 9007199254740993)).ConfigureAwait(false), "2^53 + 1");
        Expect.Equal("5", await bench.KeysAsync(Equal("f", 0.1)).ConfigureAwait(false), "0.1");
        Expect.Equal("5", await bench.KeysAsync(Equal("f", 0.1m)).ConfigureAwait(false), "0.1 as decimal");
        Expect.Equal("6", await bench.KeysAsync(Equal("f", 0)).ConfigureAwait(false), "0");
        Expect.Equal("8", await bench.KeysAsync(Equal("f", 1e-40)).ConfigureAwait(false), "1e-40");
    }

    private static async Task Literals(StoreBench bench)
    {
        await FillAsync(bench, """{"f":true}""", """{"f":false}""", """{"f":null}""", """{}""", """{"f":"true"}""", """{"f":0}""").ConfigureAwait(false);
        Expect.Equal("0", await bench.KeysAsync(Equal("f", true)).ConfigureAwait(false), "true");
        Expect.Equal("1", await bench.KeysAsync(Equal("f", false)).ConfigureAwait(false), "false");
        Expect.Equal("2", await bench.KeysAsync(Equal("f", default)).ConfigureAwait(false), "null");
    }

    private static async Task Nested(StoreBench bench)
    {
        await FillAsync(bench, """{"f":{"g":1}}""", """{"f":[1]}""", """{"x":{"f":1},"y":[{"f":1}]}""", """{"x":{"f":2},"f":1}""").ConfigureAwait(false);
        Expect.Equal("3", await bench.KeysAsync(Equal("f", 1)).ConfigureAwait(false), "f = 1");
        Expect.Equal("", await bench.KeysAsync(Equal("f.g", 1)).ConfigureAwait(false), "f.g = 1");
        Expect.Equal("", await bench.KeysAsync(Equal("f", """{"g":1}""")).ConfigureAwait(false), "f = the text of an object");
    }

    private static async Task Order(StoreBench bench)
    {
        await FillAsync(bench, """{"f":-5}""", """{"f":2}""", """{"f":10}""", """{"f":"10"}""", """{"f":"2"}""", """{"f":"b"}""", """{"f":null}""", """{}""").ConfigureAwait(false);
        Task<string> Keys(StoreComparison comparison, StoreScalar value) => bench.KeysAsync(new StoreFilter("f", comparison, value));
        Expect.Equal("2", await Keys(StoreComparison.GreaterThan, 2).ConfigureAwait(false), "> 2");
        Expect.Equal("1 2", await Keys(StoreComparison.GreaterThanOrEqual, 2.0).ConfigureAwait(false), ">= 2");
        Expect.Equal("0", await Keys(StoreComparison.LessThan, 2).ConfigureAwait(false), "< 2");
        Expect.Equal("0 1", await Keys(StoreComparison.LessThanOrEqual, 2).ConfigureAwait(false), "<= 2");
        Expect.Equal("4 5", await Keys(StoreComparison.GreaterThan, "10").ConfigureAwait(false), "> '10'");
        Expect.Equal("3", await Keys(StoreComparison.LessThan, "2").ConfigureAwait(false), "< '2'");
    }

    private static async Task NotEqual(StoreBench bench)
    {
        await FillAsync(bench, """{"f":1}""", """{"f":2}""", """{"f":"1"}""", """{}""", """{"f":null}""").ConfigureAwait(false);
        Expect.Equal("1 2 3 4", await bench.KeysAsync(new StoreFilter("f", StoreComparison.NotEqual, 1)).ConfigureAwait(false), "not 1");
        Expect.Equal("0 1 2 3", await bench.KeysAsync(new StoreFilter("f", StoreComparison.NotEqual, default)).ConfigureAwait(false), "not null");
    }

    private static async Task AllFilters(StoreBench bench)
    {
        await FillAsync(bench, """{"a":1,"b":2}""", """{"a":1,"b":3}""", """{"b":2}""").ConfigureAwait(false);
        Expect.Equal("0", await bench.KeysAsync(Equal("a", 1), Equal("b", 2)).ConfigureAwait(false), "a and b");
        Expect.Equal("1", await bench.KeysAsync(Equal("a", 1), new StoreFilter("b", StoreComparison.GreaterThan, 2)).ConfigureAwait(false), "a and large b");
        Expect.Equal("", await bench.KeysAsync(Equal("a", 1), Equal("a", 2)).ConfigureAwait(false), "a contradiction");
    }

    private static async Task HostileFields(StoreBench bench)
    {
        string[] fields = ["a.b", "$.a", "a'b", "a\"b", "') OR 1=1 --", "%", "a[0]", "{schema}", "", "é", "\\"];
        foreach (var field in fields)
        {
            var json = System.Text.Json.Nodes.JsonNode.Parse("{}")!.AsObject();
            json[field] = 1;
            await bench.PutAsync(field.Length == 0 ? "empty" : field, json.ToJsonString()).ConfigureAwait(false);
        }

        foreach (var field in fields)
        {
            Expect.Equal(field.Length == 0 ? "empty" : field, await bench.KeysAsync(Equal(field, 1)).ConfigureAwait(false), $"field '{field}'");
        }

        Expect.Equal("", await bench.KeysAsync(Equal("a' OR '1'='1", 1)).ConfigureAwait(false), "injected field");
        Expect.Equal(fields.Length, (await bench.SearchAsync().ConfigureAwait(false)).Count, "items left");
    }

    private static async Task HostileValues(StoreBench bench)
    {
        await FillAsync(bench, """{"f":"plain"}""", """{"f":"%"}""", """{"f":"' OR 1=1 --"}""").ConfigureAwait(false);
        Expect.Equal("1", await bench.KeysAsync(Equal("f", "%")).ConfigureAwait(false), "pattern");
        Expect.Equal("2", await bench.KeysAsync(Equal("f", "' OR 1=1 --")).ConfigureAwait(false), "SQL");
        Expect.Equal("", await bench.KeysAsync(Equal("f", "'; DELETE FROM gr_store; --")).ConfigureAwait(false), "more SQL");
        Expect.Equal("0 1 2", await bench.KeysAsync().ConfigureAwait(false), "items left");
    }
}
