using System.Diagnostics;

namespace GraphRuntime.Mutations;

/// <summary>A copy of the repository in which one defect at a time is built in. The repository itself is never touched.</summary>
internal sealed class Workshop : IDisposable
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(15);
    private static readonly string[] s_left = [".git", "bin", "obj", "node_modules", "TestResults"];

    private readonly string _folder = Directory.CreateTempSubdirectory("graphruntime-mutations-").FullName;

    public Workshop() => Copy(new DirectoryInfo(Repository.Root), _folder);

    /// <summary>Builds the defect in, runs the tests that should catch it, and takes it out again.</summary>
    public async Task<Verdict> TryAsync(Defect defect)
    {
        var path = Path.Combine(_folder, defect.File);
        var source = await File.ReadAllTextAsync(path);
        if (defect.CountIn(source) != 1)
        {
            return Verdict.DoesNotApply;
        }

        await File.WriteAllTextAsync(path, source.Replace(defect.Old, defect.New, StringComparison.Ordinal));
        try
        {
            return await TestAsync(defect);
        }
        finally
        {
            await File.WriteAllTextAsync(path, source);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<Verdict> TestAsync(Defect defect)
    {
        List<string> arguments = ["test", $"tests/{defect.Project}", "-c", "Release", "-v", "q", "--nologo", "-p:RunAnalyzers=false"];
        arguments.AddRange(defect.Tests.Length == 0 ? [] : ["--filter", $"FullyQualifiedName~{defect.Tests}"]);
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var over = new CancellationTokenSource(s_longest);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(over.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return Verdict.NoEnd;
        }

        return Judge(process.ExitCode, await output + await errors);
    }

    private static Verdict Judge(int exitCode, string output) => (exitCode, output) switch
    {
        (0, _) when output.Contains("Passed!", StringComparison.Ordinal) => Verdict.NotCaught,
        (0, _) => Verdict.NoTests,
        _ when output.Contains("error CS", StringComparison.Ordinal) => Verdict.DoesNotCompile,
        _ => Verdict.Caught,
    };

    private static void Copy(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in from.EnumerateFiles())
        {
            file.CopyTo(Path.Combine(to, file.Name));
        }

        foreach (var folder in from.EnumerateDirectories().Where(static folder => !s_left.Contains(folder.Name)))
        {
            Copy(folder, Path.Combine(to, folder.Name));
        }
    }
}
