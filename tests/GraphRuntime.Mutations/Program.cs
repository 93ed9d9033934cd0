using System.Diagnostics;
using GraphRuntime.Mutations;

// Builds defects into a copy of the repository, one at a time, and shows which of them the tests catch.
// dotnet run -c Release --project tests/GraphRuntime.Mutations -- [ID or beginning of an id ...]
var chosen = DefectTable.Read().Where(defect => args.Length == 0 || args.Any(arg => defect.Id.StartsWith(arg, StringComparison.Ordinal))).ToArray();
if (chosen.Length == 0)
{
    await Console.Error.WriteLineAsync("No defect has such an id; tests/GraphRuntime.Mutations/defects.txt lists them.");
    return 2;
}

using var workshop = new Workshop();
var caught = 0;
Console.WriteLine("| Defect | What is wrong | Tests | Verdict | Seconds |");
Console.WriteLine("|---|---|---|---|---|");
foreach (var defect in chosen)
{
    var begun = Stopwatch.GetTimestamp();
    var verdict = await workshop.TryAsync(defect);
    caught += verdict is Verdict.Caught or Verdict.NoEnd ? 1 : 0;
    Console.WriteLine($"| {defect.Id} | {defect.What} | {defect.Project} {defect.Tests} | {verdict} | {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} |");
}

Console.WriteLine($"{caught} of {chosen.Length} caught");
return caught == chosen.Length ? 0 : 1;
