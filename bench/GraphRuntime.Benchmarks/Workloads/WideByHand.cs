namespace GraphRuntime.Benchmarks.Workloads;

/// <summary>The work of the wide workloads with a dictionary and no runtime.</summary>
internal static class WideByHand
{
    public static async Task RunAsync(int n, WideDocument document)
    {
        var s = new Dictionary<string, object?> { ["primary_issue_medium"] = "email", ["slack_participants"] = new WideDocument(), ["notified_assignees"] = new WideDocument() };
        foreach (var name in (string[])["messages", "trigger_events", "categorizations", "responses"])
        {
            s[name] = new List<WideDocument>();
        }

        List(s, "messages").Add(document);
        while (List(s, "messages").Count <= n)
        {
            await StepAsync(() => List(s, "trigger_events").AddRange(List(s, "messages")), () => s["primary_issue_medium"] = Deterministic.Text(n));
            await StepAsync(() => s["autoresponse"] = List(s, "trigger_events")[^1], () => s["issue"] = List(s, "trigger_events")[^1]);
            await StepAsync(() => s["relevant_rules"] = new List<WideDocument> { (WideDocument)s["autoresponse"]! }, () => s["memory_docs"] = List(s, "trigger_events").ToArray());
            await StepAsync(() => List(s, "categorizations").AddRange(List(s, "trigger_events")), () => List(s, "responses").AddRange(List(s, "trigger_events")));
            await StepAsync(() => Five(s, n), static () => { });
            await StepAsync(() => List(s, "messages").AddRange(List(s, "responses")), static () => { });
        }
    }

    private static void Five(Dictionary<string, object?> s, int n)
    {
        var single = List(s, "categorizations")[^1];
        (s["user_info"], s["crm_info"]) = (single, single);
        (s["email_thread_id"], s["bot_id"]) = (Deterministic.Text(n), Deterministic.Text(n));
        s["slack_participants"] = WideState.Join((WideDocument)s["slack_participants"]!, single);
        s["notified_assignees"] = WideState.Join((WideDocument)s["notified_assignees"]!, single);
    }

    private static List<WideDocument> List(Dictionary<string, object?> s, string name) => (List<WideDocument>)s[name]!;

    private static ValueTask StepAsync(Action first, Action second)
    {
        first();
        second();
        return ValueTask.CompletedTask;
    }
}
