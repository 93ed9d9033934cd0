namespace GraphRuntime.Crash.Tests;

/// <summary>What was accepted is there, nothing else is, everything has ended, and nothing went wrong unexpectedly.</summary>
internal static class RunRules
{
    private static readonly string[] Final = ["succeeded", "failed", "interrupted", "cancelled", "rolled_back", "dead"];

    public static IEnumerable<string> Check(CrashLog log) =>
    [
        .. Accepted(log),
        .. log.Runs.Keys.Where(run => !log.Submitted.ContainsKey(run) && !log.Scheduled.Contains(run)).Select(run => $"I1 run {run} was never submitted"),
        .. log.Runs.Where(run => !Final.Contains(run.Value.Status)).Select(run => $"I2 run {run.Key} is {run.Value.Status} after everything was done"),
        .. log.Runs.Where(run => RunNames.IsPoisonous(run.Key) && run.Value.Status == "succeeded").Select(run => $"I13 the poisonous run {run.Key} succeeded"),
        .. log.Of("err").Select(error => $"I14 {error.Process}: {error.Text("msg")}"),
    ];

    private static IEnumerable<string> Accepted(CrashLog log)
    {
        foreach (var (run, acknowledged) in log.Acknowledged)
        {
            var outcome = acknowledged.Text("out");
            if (outcome == "created" && !log.Runs.ContainsKey(run))
            {
                yield return $"I1 the accepted run {run} is gone";
            }

            if (outcome is "conflict" or "queue_full" && log.Runs.ContainsKey(run))
            {
                yield return $"I1 the refused run {run} ({outcome}) is there";
            }
        }
    }
}
