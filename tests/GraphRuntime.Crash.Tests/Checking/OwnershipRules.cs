namespace GraphRuntime.Crash.Tests;

/// <summary>Fences grow from owner to owner, and attempts are bounded.</summary>
internal static class OwnershipRules
{
    public static IEnumerable<string> Check(CrashLog log)
    {
        foreach (var claims in log.Of("claim").GroupBy(claim => claim.Run))
        {
            var ordered = claims.OrderBy(claim => claim.Fence).ToList();
            if (ordered.Select(claim => claim.Fence).Distinct().Count() != ordered.Count)
            {
                yield return $"I12 {claims.Key}: a fence was given out twice";
            }

            if (ordered.Zip(ordered.Skip(1)).Any(pair => pair.Second.Attempt < pair.First.Attempt))
            {
                yield return $"I12 {claims.Key}: the attempts went back";
            }

            if (ordered.Max(claim => claim.Attempt) > log.MaxAttempts)
            {
                yield return $"I12 {claims.Key}: more than {log.MaxAttempts} attempts";
            }
        }
    }
}
