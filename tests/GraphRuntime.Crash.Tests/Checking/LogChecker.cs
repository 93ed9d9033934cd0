namespace GraphRuntime.Crash.Tests;

/// <summary>Says everything that the logs show and that must not be.</summary>
internal static class LogChecker
{
    public static IReadOnlyList<string> Check(CrashLog log, int recoveryMs)
    {
        if (!log.Of("dump_end").Any())
        {
            return ["LOG there is no complete dump"];
        }

        if (log.Executions.Count == 0)
        {
            return ["LOG no node was executed, so that nothing was tested"];
        }

        return
        [
            .. RunRules.Check(log),
            .. StateRules.Check(log),
            .. OrderRules.Check(log),
            .. ExecutionRules.Check(log),
            .. EndRules.Check(log, recoveryMs),
            .. RejectRules.Check(log),
            .. OwnershipRules.Check(log),
            .. SteeringRules.Check(log),
            .. PreemptionRules.Check(log),
            .. OperationRules.Check(log),
        ];
    }
}
