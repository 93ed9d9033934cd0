using System.Text;
using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Bench;
using static GraphRuntime.Testing.Checkpointing.Bench.CheckpointerBench;

namespace GraphRuntime.Testing.Checkpointing.Cases;

internal static class MetadataCases
{
    public static IEnumerable<ConformanceCase<ICheckpointer>> All =>
    [
        Case("Metadata: a string matches by content, however it is escaped", Strings),
        Case("Metadata: numbers match by value", Numbers),
        Case("Metadata: true, false and null match only themselves", Literals),
        Case("Metadata: the string of a number is not the number", Kinds),
        Case("Metadata: all entries of a filter must match", AllEntries),
        Case("Metadata: an unknown key matches nothing, nor does a checkpoint without metadata", UnknownKey),
        Case("Metadata: keys are names, never paths, patterns or SQL", HostileKeys),
        Case("Metadata: values are never patterns or SQL", HostileValues),
        Case("Metadata: filters combine with limit, before and run", Combined),
    ];

    private static async Task Strings(CheckpointerBench bench)
    {
        var line = await LineAsync(bench, """{"k":"é"}""", """{"k":"\u00e9"}""", """{"k":"e"}""", """{ "k" : "a\"b\\c" }""").ConfigureAwait(false);
        await ExpectAsync(line, "k", "\"é\"", 2, 1).ConfigureAwait(false);
        await ExpectAsync(line, "k", "\"\\u00E9\"", 2, 1).ConfigureAwait(false);
        await ExpectAsync(line, "k", "\"a\\u0022b\\u005cc\"", 4).ConfigureAwait(false);
        await ExpectAsync(line, "k", "\"E\"").ConfigureAwait(false);
    }

    private static async Task Numbers(CheckpointerBench bench)
    {
        var line = await LineAsync(bench, """{"k":1}""", """{"k":1.0}""", """{"k":-1}""", """{"k":1.5}""", """{"k":9007199254740993}""").ConfigureAwait(false);
        await ExpectAsync(line, "k", "1", 2, 1).ConfigureAwait(false);
        await ExpectAsync(line, "k", "-1", 3).ConfigureAwait(false);
        await ExpectAsync(line, "k", "1.5", 4).ConfigureAwait(false);
        await ExpectAsync(line, "k", "9007199254740993", 5).ConfigureAwait(false);
        await ExpectAsync(line, "k", "9007199254740992").ConfigureAwait(false);
    }

    private static async Task Literals(CheckpointerBench bench)
    {
        var line = await LineAsync(
            bench, """{"k":true}""", """{"k":false}""", """{"k":null}""", """{"k":1}""", """{"k":0}""", """{"k":"true"}""", """{"k":""}""", """{"x":1}""")
            .ConfigureAwait(false);
        await ExpectAsync(line, "k", "true", 1).ConfigureAwait(false);
        await ExpectAsync(line, "k", "false", 2).ConfigureAwait(false);
        await ExpectAsync(line, "k", "null", 3).ConfigureAwait(false);
        await ExpectAsync(line, "k", "1", 4).ConfigureAwait(false);
        await ExpectAsync(line, "k", "0", 5).ConfigureAwait(false);
        await ExpectAsync(line, "k", "\"\"", 7).ConfigureAwait(false);
    }

    private static async Task Kinds(CheckpointerBench bench)
    {
        var line = await LineAsync(bench, """{"k":7}""", """{"k":"7"}""").ConfigureAwait(false);
        await ExpectAsync(line, "k", "7", 1).ConfigureAwait(false);
        await ExpectAsync(line, "k", "\"7\"", 2).ConfigureAwait(false);
    }

    private static async Task AllEntries(CheckpointerBench bench)
    {
        var line = await LineAsync(bench, """{"a":1,"b":"x"}""", """{"b":"x","a":2}""", """{"a":1}""", """{"a":1,"b":"x","c":true}""").ConfigureAwait(false);
        await ExpectAsync(line, [("a", "1"), ("b", "\"x\"")], 4, 1).ConfigureAwait(false);
        await ExpectAsync(line, [("a", "1"), ("b", "\"x\""), ("c", "true")], 4).ConfigureAwait(false);
        await ExpectAsync(line, [("a", "1"), ("b", "\"y\"")]).ConfigureAwait(false);
        await ExpectAsync(line, [], 4, 3, 2, 1).ConfigureAwait(false);
    }

    private static async Task UnknownKey(CheckpointerBench bench)
    {
        var line = await LineAsync(bench, """{"k":1}""", "", "{}").ConfigureAwait(false);
        await ExpectAsync(line, "unknown", "1").ConfigureAwait(false);
        await ExpectAsync(line, "K", "1").ConfigureAwait(false);
        await ExpectAsync(line, "k", "1", 1).ConfigureAwait(false);
    }

    private static async Task HostileKeys(CheckpointerBench bench)
    {
        string[] keys = ["", "$.k", "k.x", "k[0]", "k'", "k\"", "k') OR 1=1 --", "%", "_", "*", "ключ", "\\", "a b", "{\"k\"", "::jsonb"];
        var objects = keys.Select(key => $"{{\"{Escape(key)}\":1}}").ToArray();
        var line = await LineAsync(bench, objects).ConfigureAwait(false);
        for (var i = 0; i < keys.Length; i++)
        {
            await ExpectAsync(line, keys[i], "1", i + 1).ConfigureAwait(false);
        }
    }

    private static async Task HostileValues(CheckpointerBench bench)
    {
        string[] values = ["", "%", "_", "*", "'", "' OR '1'='1", "\"", "\\", "$.k", "null", "{}", "x; DROP TABLE checkpoints", "日本語 🙂"];
        var line = await LineAsync(bench, [.. values.Select(value => $"{{\"k\":\"{Escape(value)}\"}}")]).ConfigureAwait(false);
        for (var i = 0; i < values.Length; i++)
        {
            await ExpectAsync(line, "k", $"\"{Escape(values[i])}\"", i + 1).ConfigureAwait(false);
        }
    }

    private static async Task Combined(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutManyAsync(12, draft =>
        {
            draft.Metadata = Encoding.UTF8.GetBytes($"{{\"third\":{draft.Id % 3}}}");
            draft.RunId = draft.Id > 6 ? "late" : "early";
        }).ConfigureAwait(false);
        var listed = await line.ListAsync(query => Filter(query, ("third", "0")) with { Before = 12, Limit = 2 }).ConfigureAwait(false);
        Expect.Sequence([9L, 6], Ids(listed), "metadata, before and limit");
        listed = await line.ListAsync(query => Filter(query, ("third", "0")) with { RunId = "early" }).ConfigureAwait(false);
        Expect.Sequence([6L, 3], Ids(listed), "metadata and run");
    }

    private static async Task<LineWriter> LineAsync(CheckpointerBench bench, params IReadOnlyList<string> metadata)
    {
        var line = bench.NewLine();
        foreach (var json in metadata)
        {
            await line.PutNextAsync(draft => draft.Metadata = Encoding.UTF8.GetBytes(json)).ConfigureAwait(false);
        }

        return line;
    }

    private static Task ExpectAsync(LineWriter line, string key, string json, params IReadOnlyList<long> ids) => ExpectAsync(line, [(key, json)], ids);

    private static async Task ExpectAsync(LineWriter line, (string Key, string Json)[] filter, params IReadOnlyList<long> ids)
    {
        var listed = await line.ListAsync(query => Filter(query, filter)).ConfigureAwait(false);
        Expect.Sequence(ids, Ids(listed), $"filter {string.Join(" and ", filter.Select(entry => $"{entry.Key} = {entry.Json}"))}");
    }

    private static CheckpointQuery Filter(CheckpointQuery query, params (string Key, string Json)[] filter) => query with
    {
        Metadata = filter.ToDictionary(entry => entry.Key, entry => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(entry.Json)),
    };

    private static IEnumerable<long> Ids(IEnumerable<StoredCheckpoint> checkpoints) => checkpoints.Select(checkpoint => checkpoint.Record.Id);

    private static string Escape(string text) => System.Text.Json.JsonEncodedText.Encode(text).ToString();
}
