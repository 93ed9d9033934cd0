using GraphRuntime.Golden;

namespace GraphRuntime.Postgres.Tests;

/// <summary>A schema of every version, as SQL.</summary>
public sealed class GoldenTests
{
    private const string Name = "threads.sql";

    public static TheoryData<string> Versions => [.. GoldenFiles.Versions];

    [PostgresFact]
    public async Task The_schema_of_this_version_is_checked_in()
    {
        if (GoldenFiles.Missing(Name) is not { } path)
        {
            return;
        }

        await using var schema = await PostgresSchema.CreateAsync();
        await GoldenHost.WriteAsync(runtime => runtime.AddPostgres(schema.Options()));
        await File.WriteAllTextAsync(path, await schema.DumpAsync());
    }

    [PostgresTheory]
    [MemberData(nameof(Versions))]
    public async Task A_schema_of_every_version_is_read_and_gone_on_from(string version)
    {
        await using var schema = await PostgresSchema.CreateAsync();
        await schema.ExecuteAsync(await File.ReadAllTextAsync(GoldenFiles.PathOf(version, Name)));
        await GoldenHost.CheckAsync(runtime => runtime.AddPostgres(schema.Options()));
    }
}
