using GraphRuntime.PostgresFixture;

namespace GraphRuntime.AspNetCore.Tests.Sdk;

/// <summary>The official JavaScript client against a real server, on every storage; on PostgreSQL two servers share the work.</summary>
public sealed class SdkTests
{
    private static readonly string[] s_files = ["doubletexting.test.mjs", "runs.test.mjs", "contract.test.mjs", "additions.test.mjs", "crons.test.mjs", "webhooks.test.mjs", "streams.test.mjs", "threads.test.mjs", "protocol.test.mjs"];

    [SdkFact]
    public async Task The_client_finds_what_it_expects_in_memory()
    {
        await using var server = await ServerProcess.StartAsync(null);
        await NodeTests.RunAsync(s_files, server.Url);
    }

    [SdkFact]
    public async Task The_client_finds_what_it_expects_on_SQLite()
    {
        var folder = Directory.CreateTempSubdirectory();
        await using (var server = await ServerProcess.StartAsync($"Data Source={Path.Combine(folder.FullName, "threads.db")}"))
        {
            await NodeTests.RunAsync(s_files, server.Url);
        }

        folder.Delete(recursive: true);
    }

    [SdkPostgresFact]
    public async Task A_server_that_is_killed_between_two_events_costs_its_clients_none_of_them()
    {
        await using var schema = await PostgresSchema.CreateAsync();
        var connection = $"{schema.ConnectionString};Search Path={schema.Name}";
        await using var first = await ServerProcess.StartAsync(connection);
        await using var second = await ServerProcess.StartAsync(connection);
        await NodeTests.RunAsync(["kill.test.mjs"], [first.ProcessId], first.Url, second.Url);
    }

    [SdkPostgresFact]
    public async Task The_client_finds_what_it_expects_on_PostgreSQL_with_two_servers()
    {
        await using var schema = await PostgresSchema.CreateAsync();
        var connection = $"{schema.ConnectionString};Search Path={schema.Name}";
        await using var first = await ServerProcess.StartAsync(connection);
        await using var second = await ServerProcess.StartAsync(connection);
        await NodeTests.RunAsync(s_files, first.Url, second.Url);
    }
}
