using System.Runtime.InteropServices;
using System.Xml.Linq;

namespace GraphRuntime.Product.Tests.Packages;

/// <summary>
/// A project of somebody who has the packages and not the repository. It does not name the core, which comes with the others, generator and all. What else it
/// needs comes from where this machine gets its packages.
/// </summary>
internal sealed class ConsumerProject : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("graphruntime-consumer-");
    private readonly Dictionary<string, string> _environment;

    /// <param name="packages">The packages.</param>
    /// <param name="program">The source of the program.</param>
    /// <param name="properties">Properties of the project, as XML.</param>
    public ConsumerProject(PackedPackages packages, string program, string properties = "")
    {
        // A package folder of its own: the packed packages must not stay on the machine, nor come from an earlier run.
        _environment = new Dictionary<string, string> { ["NUGET_PACKAGES"] = Path.Combine(_folder.FullName, "packages") };
        Write("Program.cs", program);
        Write("nuget.config", Sources(packages.Folder.FullName));
        Write("Consumer.csproj", Project(packages, properties));
    }

    public Task<string> RunAsync() => DotnetTool.RunAsync(_folder.FullName, _environment, "run", "-c", "Release");

    /// <summary>Publishes the program for this machine, with all that it needs, and runs what was published.</summary>
    public async Task<string> PublishAndRunAsync()
    {
        await DotnetTool.RunAsync(_folder.FullName, _environment, "publish", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "-o", "out");
        return await DotnetTool.RunProgramAsync(Path.Combine(_folder.FullName, "out", "Consumer"), _folder.FullName, _environment, []);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(_folder.FullName, name), content);

    private static string Sources(string feed) => new XElement(
        "configuration",
        new XElement("packageSources", new XElement("add", new XAttribute("key", "packed"), new XAttribute("value", feed))),
        new XElement("fallbackPackageFolders", new XElement("add", new XAttribute("key", "machine"), new XAttribute("value", MachinePackages()))))
        .ToString();

    private static string MachinePackages() => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static string Project(PackedPackages packages, string properties) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <NoWarn>NETSDK1206</NoWarn>
            <NuGetAudit>false</NuGetAudit>
            {properties}
          </PropertyGroup>
          <ItemGroup>
        {string.Join('\n', Libraries.All.Where(static a => a != Libraries.Core).Select(a => Reference(packages, a.GetName().Name!)))}
          </ItemGroup>
        </Project>
        """;

    private static string Reference(PackedPackages packages, string library)
    {
        var version = XDocument.Parse(packages.Specification(library)).Descendants().First(static e => e.Name.LocalName == "version").Value;
        return $"""    <PackageReference Include="{library}" Version="{version}" />""";
    }
}
