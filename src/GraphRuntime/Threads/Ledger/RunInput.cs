using System.Text;

namespace GraphRuntime.Threads.Ledger;

/// <summary>Checks what callers of a run store hand in. All stores refuse the same.</summary>
internal static class RunInput
{
    public static void Check(RunSettlement settlement)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        if (settlement.Status is RunStatus.Pending or RunStatus.Running)
        {
            throw new ArgumentException($"A run cannot end as {settlement.Status}. Give a final status.", nameof(settlement));
        }
    }

    /// <summary>An error message comes from code of the application and may hold anything. What a store cannot keep is replaced by U+FFFD, so that the run can end.</summary>
    public static string? Fit(string? text) => text is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');
}
