using GraphRuntime.Golden;

namespace GraphRuntime.Sqlite.Tests;

/// <summary>A database file of every version.</summary>
public sealed class GoldenTests
{
    private const string Name = "threads.sqlite";

    public static TheoryData<string> Versions => [.. GoldenFiles.Versions];

    [Fact]
    public async Task The_file_of_this_version_is_checked_in()
    {
        if (GoldenFiles.Missing(Name) is { } path)
        {
            await GoldenHost.WriteAsync(runtime => runtime.AddSqlite($"Data Source={path}"));
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_file_of_every_version_is_read_and_gone_on_from(string version)
    {
        using var place = TestDatabase.File();
        File.Copy(GoldenFiles.PathOf(version, Name), place.FileName);
        await GoldenHost.CheckAsync(runtime => runtime.AddSqlite(place.ConnectionString));
    }
}
