using System.Text.Json;
using System.Text.RegularExpressions;

namespace GraphRuntime.AspNetCore;

/// <summary>How a run failed, as clients read it: the kind of the error, and its message.</summary>
internal static partial class RunErrors
{
    public static void WriteMembers(Utf8JsonWriter json, RunInfo run) => WriteMembers(json, Kind(run), run.Error);

    /// <param name="json">Receives the members.</param>
    /// <param name="kind">The kind of the error.</param>
    /// <param name="error">The stored error of the run.</param>
    public static void WriteMembers(Utf8JsonWriter json, string kind, string? error)
    {
        json.WriteString("error", kind);
        json.WriteString("message", Message(error) ?? "The run failed.");
    }

    /// <summary>The message as the node threw it. The ledger keeps it behind the name of the node, which clients read elsewhere.</summary>
    public static string? Message(string? error) => error is null ? null : NodeName.Replace(error, "", 1);

    public static string Kind(RunInfo run) => run.Status == RunStatus.Timeout ? "TimeoutError" : "Error";

    [GeneratedRegex("^Node '[^']*': ", RegexOptions.CultureInvariant)]
    private static partial Regex NodeName { get; }
}
