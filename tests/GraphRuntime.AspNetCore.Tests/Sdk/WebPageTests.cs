using System.Diagnostics;

namespace GraphRuntime.AspNetCore.Tests.Sdk;

/// <summary>The page of the sample is built from its lock file, as its readers build it.</summary>
public sealed class WebPageTests
{
    [SdkFact]
    public async Task The_page_of_the_sample_builds()
    {
        var folder = Directory.CreateTempSubdirectory("graphruntime-web-").FullName;
        var source = Repository.PathOf("samples", "LangGraphServer", "web");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Where(file => !Path.GetRelativePath(source, file).Contains("node_modules", StringComparison.Ordinal)))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        await NpmAsync(folder, "ci --ignore-scripts --no-audit --no-fund");
        await NpmAsync(folder, "run build");

        (await File.ReadAllTextAsync(Path.Combine(folder, "dist", "index.html"))).Should().Contain("/assets/");
        Directory.Delete(folder, recursive: true);
    }

    private static async Task NpmAsync(string folder, string arguments)
    {
        var start = new ProcessStartInfo("npm", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, "{0}{1}", await output, await error);
    }
}
