namespace GraphRuntime.Crash.Tests;

/// <summary>
/// An urgent run goes first, and the run that it has stopped goes on after it: its results stand once and in order (the rules of states), with only those of more urgent runs
/// between them.
/// </summary>
internal static class PreemptionRules
{
    /// <summary>How long after the answer to a submission a claim may be logged that was made before it.</summary>
    private const long Lag = 2_000_000_000;

    public static IEnumerable<string> Check(CrashLog log)
    {
        var claims = log.Of("claim").ToLookup(claim => claim.Thread);
        return log.Urgent.Where(log.IsCreated).SelectMany(urgent => Overtaken(log, urgent, claims[log.Runs[urgent].Thread]));
    }

    /// <summary>Whether the results of a run are apart only where more urgent runs came between them, and the results of these are together.</summary>
    /// <param name="log">The log.</param>
    /// <param name="pieces">The runs of a thread in the order of their results; a run is there once for each piece.</param>
    public static bool IsNested(CrashLog log, IReadOnlyList<string> pieces)
    {
        var open = new Stack<string>();
        var over = new HashSet<string>();
        foreach (var run in pieces)
        {
            while (open.Contains(run) && open.Peek() != run)
            {
                over.Add(open.Pop());
            }

            if (over.Contains(run))
            {
                return false;
            }

            if (!open.Contains(run))
            {
                while (open.Count > 0 && !log.Urgent.Contains(run))
                {
                    over.Add(open.Pop());
                }

                open.Push(run);
            }
        }

        return true;
    }

    /// <summary>A run that is not urgent is not taken up while an urgent one waits that is taken up later.</summary>
    private static IEnumerable<string> Overtaken(CrashLog log, string urgent, IEnumerable<LogEvent> claims)
    {
        var accepted = log.Acknowledged[urgent].Time;
        var taken = claims.Where(claim => claim.Run == urgent).Select(static claim => claim.Time).DefaultIfEmpty(0).Min();
        return from claim in claims
               where claim.Time > accepted + Lag && claim.Time < taken && !log.Urgent.Contains(claim.Run) && !log.WasFrozen(claim.Process, accepted, claim.Time)
               select $"I17 {claim.Run} was taken up before the urgent run {urgent}";
    }
}
