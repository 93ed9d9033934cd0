using System.Diagnostics;
using System.IO.Compression;

namespace GraphRuntime.Studio.Tests.Browser;

/// <summary>The files that the package embeds are what its TypeScript is built to, and they are small.</summary>
public sealed class ClientBuildTests
{
    private const int LargestSize = 60 * 1024;
    private static readonly string s_client = Repository.PathOf("src", "GraphRuntime.Studio", "Client");
    private static readonly string s_built = Repository.PathOf("src", "GraphRuntime.Studio", "wwwroot");

    [Fact]
    public void Everything_together_is_below_sixty_kilobytes_compressed() => Directory.GetFiles(s_built).Sum(static file => Compressed(File.ReadAllBytes(file))).Should().BeLessThan(LargestSize);

    [Fact]
    public void A_file_of_the_client_has_at_most_250_lines() =>
        Directory.GetFiles(Path.Combine(s_client, "src"), "*", SearchOption.AllDirectories).Where(static file => File.ReadLines(file).Count() > 250).Should().BeEmpty();

    [NpmFact]
    public async Task The_files_that_are_checked_in_are_built_from_the_sources()
    {
        // In a folder of its own: the sources are left as they are, with no packages beside them.
        var folder = Directory.CreateTempSubdirectory("graphruntime-client-");
        try
        {
            var copy = Copy(s_client, Path.Combine(folder.FullName, "Client"));
            await NpmAsync(copy, "ci --ignore-scripts --no-audit --no-fund");
            await NpmAsync(copy, "run build");
            var built = Directory.GetFiles(Path.Combine(folder.FullName, "wwwroot"));
            built.Select(Path.GetFileName).Should().BeEquivalentTo(Directory.GetFiles(s_built).Select(Path.GetFileName));
            foreach (var file in built)
            {
                (await File.ReadAllTextAsync(file)).Should().Be(await File.ReadAllTextAsync(Path.Combine(s_built, Path.GetFileName(file))), $"'npm run build' makes {Path.GetFileName(file)}");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var folder in Directory.GetDirectories(from).Where(static folder => Path.GetFileName(folder) != "node_modules"))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }

        return to;
    }

    private static async Task NpmAsync(string folder, string arguments)
    {
        var start = new ProcessStartInfo("npm", arguments) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, output + await error);
    }

    private static int Compressed(byte[] content)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return (int)memory.Length;
    }
}

/// <summary>A test that needs npm. <c>GRAPHRUNTIME_REQUIRE_NPM=1</c> makes it run where there is none, and fail.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NpmFactAttribute : FactAttribute
{
    public NpmFactAttribute() => Skip = IsThere || Environment.GetEnvironmentVariable("GRAPHRUNTIME_REQUIRE_NPM") == "1" ? null : "There is no npm here.";

    private static bool IsThere => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(static folder => File.Exists(Path.Combine(folder, "npm")) || File.Exists(Path.Combine(folder, "npm.cmd")));
}
