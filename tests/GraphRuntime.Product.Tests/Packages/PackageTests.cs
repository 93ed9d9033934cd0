using System.Reflection;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace GraphRuntime.Product.Tests.Packages;

public sealed class PackageTests(PackedPackages packages) : IClassFixture<PackedPackages>
{
    private const string Framework = "net10.0";

    public static TheoryData<string> Names => Libraries.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_package_has_documentation_readme_license_and_symbols(string library)
    {
        packages.Entries(library, "nupkg").Should().Contain([$"lib/{Framework}/{library}.dll", $"lib/{Framework}/{library}.xml", "README.md", "icon.png"]);
        packages.Entries(library, "snupkg").Should().Contain($"lib/{Framework}/{library}.pdb");
        packages.Specification(library).Should().Contain("<license type=\"expression\">MIT</license>").And.Contain("<readme>README.md</readme>")
            .And.Contain("<description>").And.Contain("<tags>").And.Contain("<authors>").And.Contain("<copyright>").And.Contain("<repository type=\"git\"")
            .And.Contain("<icon>icon.png</icon>").And.Contain("<projectUrl>").And.Contain("<releaseNotes>");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_documentation_of_a_package_names_what_users_see_and_nothing_else(string library)
    {
        var visible = Assembly.Load(library).GetExportedTypes().Select(static type => type.FullName!.Replace('+', '.'));
        var document = XDocument.Load(new MemoryStream(packages.Read(library, $"lib/{Framework}/{library}.xml")));

        document.Descendants("member").Select(static member => (string)member.Attribute("name")!).Where(static name => name.StartsWith("T:", StringComparison.Ordinal))
            .Should().BeEquivalentTo(visible.Select(static name => "T:" + name));
    }

    /// <summary>The same sources give the same bytes: the compiler says so in the file.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_package_is_deterministic(string library)
    {
        using var assembly = new PEReader(new MemoryStream(packages.Read(library, $"lib/{Framework}/{library}.dll")));

        assembly.ReadDebugDirectory().Should().Contain(static entry => entry.Type == DebugDirectoryEntryType.Reproducible);
    }

    [Fact]
    public void The_generator_travels_in_the_core_package_and_is_no_dependency()
    {
        packages.Entries("GraphRuntime", "nupkg").Should().Contain("analyzers/dotnet/cs/GraphRuntime.SourceGeneration.dll");
        packages.Specification("GraphRuntime").Should().NotContain("SourceGeneration");
    }

    [Fact]
    public async Task An_empty_project_outside_the_repository_restores_the_packages_and_runs_a_graph_with_the_generator()
    {
        using var project = new ConsumerProject(packages, ConsumerPrograms.Hello);

        (await project.RunAsync()).Should().Contain("Hello, PACKAGE!");
    }

    /// <summary>Warnings are errors there: the packages say nothing to the trimmer, and what it leaves is enough.</summary>
    [Theory]
    [InlineData(ConsumerPrograms.Hello, "Hello, PACKAGE!")]
    [InlineData(ConsumerPrograms.Agent, "AwaitingAnswer\nWeather {\"city\":\"Rome\"}\nlooks up Rome\nSuccess\nIt is sunny in Rome.")]
    public async Task A_trimmed_program_runs(string program, string output)
    {
        using var project = new ConsumerProject(packages, program, "<PublishTrimmed>true</PublishTrimmed><TrimMode>full</TrimMode>");

        (await project.PublishAndRunAsync()).Should().Contain(output);
    }
}
