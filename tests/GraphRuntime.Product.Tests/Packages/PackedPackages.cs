using System.IO.Compression;

namespace GraphRuntime.Product.Tests.Packages;

/// <summary>The libraries, packed once for all tests into a folder that is removed at the end.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("graphruntime-packages-");

    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>();

    public async Task InitializeAsync()
    {
        foreach (var library in Libraries.All.Select(static a => a.GetName().Name!))
        {
            await DotnetTool.RunAsync(
                Repository.Root, Environment, "pack", Repository.PathOf("src", library), "--no-build", "-c", Repository.Configuration, "-o", Folder.FullName, "-v", "q");
        }
    }

    public Task DisposeAsync()
    {
        Folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>The file of a package: the names differ in what follows the version.</summary>
    public string FileOf(string library, string extension) =>
        Folder.GetFiles($"{library}.*.{extension}").Single(f => char.IsAsciiDigit(f.Name[library.Length + 1])).FullName;

    /// <summary>The names of what is in a package.</summary>
    public IReadOnlyList<string> Entries(string library, string extension)
    {
        using var archive = ZipFile.OpenRead(FileOf(library, extension));
        return [.. archive.Entries.Select(static e => e.FullName)];
    }

    /// <summary>One file of a package.</summary>
    public byte[] Read(string library, string entry)
    {
        using var archive = ZipFile.OpenRead(FileOf(library, "nupkg"));
        using var content = archive.GetEntry(entry)!.Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    public string Specification(string library)
    {
        using var reader = new StreamReader(new MemoryStream(Read(library, library + ".nuspec")));
        return reader.ReadToEnd();
    }
}
