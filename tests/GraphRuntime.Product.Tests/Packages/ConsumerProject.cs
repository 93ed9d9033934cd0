using System.Xml.Linq;

namespace GraphRuntime.Product.Tests.Packages;

/// <summary>
/// A project of somebody who has the packages and not the repository. It does not name the core, which comes with the others, generator and all. What else it
/// needs comes from where this machine gets its packages.
/// </summary>
internal sealed class ConsumerProject : IDisposable
{
    private const string Program = """
        using System.Collections.Immutable;
        using GraphRuntime;
        using GraphRuntime.Sqlite;
        using GraphRuntime.Testing;

        await using var storage = SqliteStorage.Open("Data Source=hello.db");
        var graph = StateGraph.Create<HelloState>("hello")
            .AddNode("greet", state => new HelloState.Update { Lines = [$"Hello, {state.Name}!"] })
            .AddEdge(Graph.Start, "greet")
            .Compile(new() { Checkpointer = storage.Checkpointer, InterruptBefore = ["greet"] });
        await graph.InvokeAsync(new HelloState.Update { Name = "package" }, "t1");
        await graph.UpdateStateAsync("t1", new HelloState.Update { Name = "PACKAGE" }, Graph.Start);
        var result = await graph.InvokeAsync(GraphInput.Resume, "t1");
        Console.WriteLine(string.Join(' ', result.State.Lines));
        Console.WriteLine($"{CheckpointerConformance.Cases.Count} clauses, {typeof(GraphRuntime.Postgres.PostgresStorage).Name}");

        [GraphState]
        public sealed partial record HelloState
        {
            public string Name { get; init; } = "";

            [Append] public ImmutableArray<string> Lines { get; init; } = [];
        }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("graphruntime-consumer-");
    private readonly Dictionary<string, string> _environment;

    public ConsumerProject(PackedPackages packages)
    {
        // A package folder of its own: the packed packages must not stay on the machine, nor come from an earlier run.
        _environment = new Dictionary<string, string> { ["NUGET_PACKAGES"] = Path.Combine(_folder.FullName, "packages") };
        Write("Program.cs", Program);
        Write("nuget.config", Sources(packages.Folder.FullName));
        Write("Consumer.csproj", Project(packages));
    }

    public Task<string> RunAsync() => DotnetTool.RunAsync(_folder.FullName, _environment, "run", "-c", "Release");

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

    private static string Project(PackedPackages packages) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <NoWarn>NETSDK1206</NoWarn>
            <NuGetAudit>false</NuGetAudit>
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
