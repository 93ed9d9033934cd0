using GraphRuntime.Mutations;

namespace GraphRuntime.Product.Tests.Defects;

/// <summary>The table of seeded defects fits the sources as they are.</summary>
public sealed class DefectTableTests
{
    [Fact]
    public void Every_defect_can_be_built_in()
    {
        var defects = DefectTable.Read();

        defects.Should().HaveCountGreaterThanOrEqualTo(60);
        defects.Select(static defect => defect.Id).Should().OnlyHaveUniqueItems();
        foreach (var defect in defects)
        {
            defect.CountIn(Repository.Read(defect.File)).Should().Be(1, "the old text of {0} stands in {1} exactly once: {2}", defect.Id, defect.File, defect.Old);
            defect.New.Should().NotBe(defect.Old, defect.Id);
            Directory.Exists(Path.Combine(Repository.Root, "tests", defect.Project)).Should().BeTrue("{0} names a test project", defect.Id);
        }
    }
}
