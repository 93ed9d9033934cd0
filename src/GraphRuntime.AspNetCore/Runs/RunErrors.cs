using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>How a run failed, as clients read it: the kind of the error, and its message.</summary>
internal static class RunErrors
{
    public static void WriteMembers(Utf8JsonWriter json, RunInfo run)
    {
        json.WriteString("error", Kind(run));
        json.WriteString("message", run.Error ?? "The run failed.");
    }

    public static string Kind(RunInfo run) => run.Status == RunStatus.Timeout ? "TimeoutError" : "Error";
}
