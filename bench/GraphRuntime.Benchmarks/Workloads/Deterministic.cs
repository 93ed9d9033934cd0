namespace GraphRuntime.Benchmarks.Workloads;

/// <summary>Made-up data that is the same in every run and for every engine.</summary>
internal static class Deterministic
{
    private static readonly string[] s_topics =
        ["distributed tracing", "eventual consistency", "schema migration", "backpressure handling", "idempotency guarantees"];

    private static uint s_seed = 12345;
    private static int s_ids;

    public static string Text(int length)
    {
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < length; i++)
        {
            s_seed = (s_seed * 1664525) + 1013904223;
            text.Append((char)('a' + ((s_seed >> 8) % 26)));
        }

        return text.ToString();
    }

    public static string Id() => "id-" + s_ids++.ToString("x33");

    public static string Message(int i) =>
        ($"I need help understanding the implications of {s_topics[i % 5]} on our system architecture. Specifically, I'm concerned about item {i} "
        + "and whether we need to refactor the persistence layer before proceeding. ").PadRight(400, 'x');
}
