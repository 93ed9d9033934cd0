using GraphRuntime.Conformance.Running;

namespace GraphRuntime.Conformance.Reporting;

/// <summary>Prints what happened.</summary>
internal static class Report
{
    private const int DifferencesPerLine = 4;

    public static void Failure(TextWriter output, CaseResult result)
    {
        var shown = string.Join("; ", result.Differences.Take(DifferencesPerLine));
        var rest = result.Differences.Count > DifferencesPerLine ? $"; and {result.Differences.Count - DifferencesPerLine} more" : "";
        output.WriteLine($"FAIL {result.Test.Id}: {shown}{rest}");
    }

    public static void Summary(TextWriter output, IReadOnlyCollection<CaseResult> results)
    {
        foreach (var deviation in results.SelectMany(static r => r.Deviations).Distinct())
        {
            output.WriteLine();
            output.WriteLine($"Deliberately otherwise ({deviation})");
            output.WriteLine($"  {string.Join(", ", results.Where(r => r.Passed && r.Deviations.Contains(deviation)).Select(static r => r.Test.Id))}");
        }

        output.WriteLine();
        output.WriteLine($"{"area",-22}{"passed",8}{"failed",8}");
        foreach (var area in results.GroupBy(static r => r.Test.Area).OrderBy(static g => g.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{area.Key,-22}{area.Count(static r => r.Passed),8}{area.Count(static r => !r.Passed),8}");
        }

        var engineSpecific = results.Where(static r => r.Test.PythonDiffers).ToList();
        output.WriteLine();
        output.WriteLine($"Of these, recorded answers specific to one engine: {engineSpecific.Count(static r => r.Passed)} passed, {engineSpecific.Count(static r => !r.Passed)} failed");
        output.WriteLine($"{results.Count(static r => r.Passed)} passed, {results.Count(static r => !r.Passed)} failed, 0 skipped");
    }
}
