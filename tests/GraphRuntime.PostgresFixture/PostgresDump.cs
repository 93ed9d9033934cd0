using System.Diagnostics;
using Npgsql;

namespace GraphRuntime.PostgresFixture;

/// <summary>Writes a schema down as SQL, by <c>pg_dump</c>.</summary>
internal static class PostgresDump
{
    /// <summary>Tables, functions and rows, without settings of a session that other versions of the server may not know.</summary>
    public static async Task<string> RunAsync(string connectionString, string schema)
    {
        var target = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(Path.Combine(PostgresBinaries.Folder ?? "", "pg_dump")) { RedirectStandardOutput = true };
        foreach (var argument in new[]
        {
            "--schema", schema, "--inserts", "--no-owner", "--no-privileges", "-h", target.Host!, "-p", $"{target.Port}", "-U", target.Username!, target.Database!,
        })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["PGPASSWORD"] = target.Password;
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        var lines = text.Split('\n').Where(static line => !line.StartsWith('\\') && !line.StartsWith("--", StringComparison.Ordinal) && !line.StartsWith("SELECT pg_catalog.set_config", StringComparison.Ordinal)
            && (!line.StartsWith("SET ", StringComparison.Ordinal) || line.Contains("check_function_bodies", StringComparison.Ordinal)));
        return process.ExitCode == 0 ? string.Join('\n', lines) : throw new InvalidOperationException($"pg_dump ended with {process.ExitCode}.");
    }
}
