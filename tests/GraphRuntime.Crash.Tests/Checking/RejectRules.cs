namespace GraphRuntime.Crash.Tests;

/// <summary>Reject tells the truth: it refuses only where another run was in flight, and accepts only where none was. A delayed run is not in flight until its delay is over.</summary>
internal static class RejectRules
{
    public static IEnumerable<string> Check(CrashLog log)
    {
        var rejects = log.Submitted.Values.Where(submit => submit.Text("strat") == "reject" && log.Acknowledged.ContainsKey(submit.Run));
        return rejects.SelectMany(submit => log.Acknowledged[submit.Run].Text("out") switch
        {
            "created" => Created(log, submit),
            "conflict" => Refused(log, submit),
            _ => [],
        });
    }

    private static IEnumerable<string> Created(CrashLog log, LogEvent submit)
    {
        var accepted = log.Acknowledged[submit.Run].Time;
        return from execution in log.Executions
               where execution.Begin.Thread == submit.Thread && execution.Begin.Run != submit.Run && !RunNames.IsDelayed(execution.Begin.Run) && execution.Start > accepted
               where log.IsCreated(execution.Begin.Run) && log.Acknowledged[execution.Begin.Run].Time < submit.Time
               where !ExecutionRules.IsExcused(log, execution, execution)
               select $"I11 {submit.Run} was accepted while {execution.Begin.Run} was in flight";
    }

    private static IEnumerable<string> Refused(CrashLog log, LogEvent submit)
    {
        var ends = log.Of("run_end").ToLookup(end => end.Run, end => end.Time);
        var others = log.Runs.Where(run => run.Value.Thread == submit.Thread && run.Key != submit.Run && log.Submitted.ContainsKey(run.Key) && !log.TakenBy.ContainsKey(run.Key));
        if (!others.Any(run => log.Submitted[run.Key].Time < log.Acknowledged[submit.Run].Time && ends[run.Key].DefaultIfEmpty(long.MaxValue).Min() > submit.Time))
        {
            yield return $"I11 {submit.Run} was refused although its thread was idle";
        }
    }
}
