using System.ComponentModel;
using System.Diagnostics;

namespace GraphRuntime.PostgresFixture;

/// <summary>Finds the folder with <c>initdb</c> and <c>postgres</c>.</summary>
internal static class PostgresBinaries
{
    private static readonly Lazy<string?> Found = new(Find);

    public static string? Folder => Found.Value;

    private static string? Find() => Candidates().FirstOrDefault(static folder => IsThere(Path.Combine(folder, "initdb")) && IsThere(Path.Combine(folder, "postgres")));

    /// <summary>Whether a file exists, and not only a link to one that was removed.</summary>
    private static bool IsThere(string path) => File.Exists(path) && (File.ResolveLinkTarget(path, returnFinalTarget: true)?.Exists ?? true);

    private static IEnumerable<string> Candidates()
    {
        if (AskPgConfig() is { Length: > 0 } asked)
        {
            yield return asked;
        }

        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            yield return folder;
        }

        foreach (var (root, pattern) in new[]
        {
            ("/usr/lib/postgresql", "*"), ("/usr", "pgsql-*"), ("/opt/homebrew/opt", "postgresql*"), ("/usr/local/opt", "postgresql*"),
        })
        {
            foreach (var version in Directory.Exists(root) ? Directory.GetDirectories(root, pattern).OrderDescending(StringComparer.Ordinal) : Enumerable.Empty<string>())
            {
                yield return Path.Combine(version, "bin");
            }
        }
    }

    private static string? AskPgConfig()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("pg_config", "--bindir") { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var answer = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? answer : null;
        }
        catch (Win32Exception)
        {
            // It is not installed; the other places are looked at.
            return null;
        }
    }
}
