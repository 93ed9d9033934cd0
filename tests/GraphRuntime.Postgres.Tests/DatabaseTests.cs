using GraphRuntime.Stores;
using Npgsql;

namespace GraphRuntime.Postgres.Tests;

public sealed class DatabaseTests(PostgresSchema schema) : CheckpointerTest(schema)
{
    private const string Canary = "s3cret-canary";

    [PostgresFact]
    public async Task A_wrong_password_is_denied_and_never_shown()
    {
        var failure = await FailureAsync(Change(builder => builder.Password = Canary));
        failure.Problem.Should().Be(StorageProblem.AccessDenied);
        failure.ToString().Should().NotContain(Canary);
    }

    [PostgresFact]
    public async Task A_missing_password_is_denied() =>
        (await FailureAsync(Change(builder => builder.Password = null))).Problem.Should().Be(StorageProblem.AccessDenied);

    [Fact]
    public async Task A_server_that_is_not_there_is_unavailable()
    {
        var failure = await FailureAsync(new PostgresStorageOptions { ConnectionString = $"Host=127.0.0.1;Port=1;Username=u;Password={Canary}", RetryBudget = TimeSpan.Zero });
        (failure.Problem, failure.IsTransient).Should().Be((StorageProblem.Unavailable, true));
        failure.ToString().Should().NotContain(Canary);
    }

    [PostgresFact]
    public async Task A_database_that_is_not_there_is_named_as_such() =>
        (await FailureAsync(Change(builder => builder.Database = "nowhere"))).Message.Should().Contain("no database of that name");

    [PostgresFact]
    public async Task A_read_only_server_is_named_as_such()
    {
        await Store.AcquireAsync(ThreadId, default);
        (await FailureAsync(Change(builder => builder.Options = "-c default_transaction_read_only=on"))).Problem.Should().Be(StorageProblem.ReadOnly);
    }

    [PostgresFact]
    public async Task G_27_a_session_that_became_read_only_is_left_as_after_a_failover()
    {
        await using var dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Schema.ConnectionString) { NoResetOnClose = true });
        await using var store = new PostgresCheckpointer(Schema.Options() with { ConnectionString = null, DataSource = dataSource });
        var epoch = await store.AcquireAsync(ThreadId, default);
        await using (var command = dataSource.CreateCommand("SET default_transaction_read_only = on"))
        {
            await command.ExecuteNonQueryAsync();
        }

        (await store.AcquireAsync(ThreadId, default)).Should().Be(epoch + 1);
    }

    [Theory]
    [InlineData("Maximum Pool Size=2", "*at least 3*")]
    [InlineData("Multiplexing=true", "*Multiplexing*")]
    public async Task A_data_source_with_which_a_storage_cannot_work_is_refused_when_it_is_made(string setting, string message)
    {
        var text = $"Host=h;Password={Canary};{setting}";
        await using var dataSource = NpgsqlDataSource.Create(text);
        foreach (var options in (PostgresStorageOptions[])[new() { ConnectionString = text }, new() { DataSource = dataSource }])
        {
            FluentActions.Invoking(() => new PostgresStorage(options)).Should().Throw<ArgumentException>().WithMessage(message).Which.ToString().Should().NotContain(Canary);
        }
    }

    [Theory]
    [InlineData("Maximum Pool Size=3")]
    [InlineData("Maximum Pool Size=1;Pooling=false")]
    public async Task A_storage_is_made_with_as_many_connections_as_it_needs(string setting)
    {
        await using var storage = new PostgresStorage(new PostgresStorageOptions { ConnectionString = "Host=h;" + setting });
        storage.Store.Should().NotBeNull();
    }

    [Fact]
    public void G_37_options_as_text_have_no_password() =>
        new PostgresStorageOptions { ConnectionString = $"Password={Canary}", Schema = "mine" }.ToString().Should().Contain("mine").And.NotContain(Canary);

    [Fact]
    public void Moments_are_the_same_with_the_legacy_timestamps_of_the_driver()
    {
        var moment = new DateTime(2030, 7, 1, 12, 0, 0, DateTimeKind.Utc);
        RowExtensions.Utc(moment.ToLocalTime()).Should().Be(new DateTimeOffset(moment));
        RowExtensions.Utc(moment).Should().Be(new DateTimeOffset(moment));
    }

    [PostgresFact]
    public async Task A_server_without_free_connections_is_busy()
    {
        await Schema.ExecuteAsync("CREATE ROLE {schema}_full LOGIN PASSWORD 'p' CONNECTION LIMIT 0");
        (await FailureAsync(Change(builder => (builder.Username, builder.Password) = (Schema.Name + "_full", "p")) with { RetryBudget = TimeSpan.Zero }))
            .Problem.Should().Be(StorageProblem.Busy);
        await Schema.ExecuteAsync("DROP ROLE {schema}_full");
    }

    [PostgresFact]
    public async Task G_38_a_role_without_the_right_to_create_works_on_a_migrated_schema_and_is_denied_elsewhere()
    {
        await Store.AcquireAsync(ThreadId, default);
        await Schema.ExecuteAsync("CREATE ROLE {schema}_app LOGIN PASSWORD 'p'");
        var options = Change(builder => (builder.Username, builder.Password) = (Schema.Name + "_app", "p"));
        (await FailureAsync(options)).Problem.Should().Be(StorageProblem.AccessDenied);
        (await FailureAsync(options with { Schema = Schema.Name[..20] })).Problem.Should().Be(StorageProblem.AccessDenied);

        foreach (var grant in GrantsOfTheDocumentation())
        {
            await Schema.ExecuteAsync(grant);
        }

        await using (var store = new PostgresCheckpointer(options))
        {
            await new Line(store, ThreadId) { Epoch = 1 }.PutAsync("one");
            await store.DeleteRunsAsync(ThreadId, ["run"], default);
        }

        await using (var storage = new PostgresStorage(options))
        {
            await storage.RunStore.CreateThreadAsync(new() { ThreadId = ThreadId }, default);
            await storage.Store.PutAsync(["memory"], "key", "{}"u8.ToArray());
        }

        await Schema.ExecuteAsync("DROP OWNED BY {schema}_app");
        await Schema.ExecuteAsync("DROP ROLE {schema}_app");
    }

    [Fact]
    public async Task A_disposed_store_says_so()
    {
        var store = new PostgresCheckpointer(new PostgresStorageOptions { ConnectionString = "Host=127.0.0.1;Port=1" });
        await store.DisposeAsync();
        var failure = await FluentActions.Awaiting(() => store.AcquireAsync("t", default).AsTask()).Should().ThrowAsync<StorageException>();
        failure.Which.Problem.Should().Be(StorageProblem.Misuse);
    }

    [Theory]
    [InlineData(PostgresErrorCodes.DiskFull, StorageProblem.Full)]
    [InlineData(PostgresErrorCodes.AdminShutdown, StorageProblem.Unavailable)]
    [InlineData(PostgresErrorCodes.CannotConnectNow, StorageProblem.Unavailable)]
    [InlineData(PostgresErrorCodes.DeadlockDetected, StorageProblem.Busy)]
    [InlineData(PostgresErrorCodes.SerializationFailure, StorageProblem.Busy)]
    [InlineData(PostgresErrorCodes.DataCorrupted, StorageProblem.Corrupted)]
    [InlineData(PostgresErrorCodes.IoError, StorageProblem.Unavailable)]
    [InlineData(PostgresErrorCodes.UndefinedFunction, StorageProblem.Misuse)]
    public void Errors_of_the_server_have_a_kind(string state, StorageProblem problem) =>
        PostgresErrors.Translate(new PostgresException("message", "ERROR", "ERROR", state)).Should().BeOfType<StorageException>().Which.Problem.Should().Be(problem);

    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("1st")]
    [InlineData("pg_mine")]
    [InlineData("a\"; DROP SCHEMA public; --")]
    [InlineData("line\n")]
    public void A_schema_name_that_is_not_plain_is_refused(string name) =>
        FluentActions.Invoking(() => new PostgresDatabase(new PostgresStorageOptions { ConnectionString = "Host=h", Schema = name })).Should().Throw<ArgumentException>();

    [Fact]
    public void Options_that_contradict_each_other_are_refused()
    {
        FluentActions.Invoking(() => new PostgresDatabase(new PostgresStorageOptions())).Should().Throw<ArgumentException>().WithMessage("*exactly one*");
        var broken = FluentActions.Invoking(() => new PostgresDatabase(new PostgresStorageOptions { ConnectionString = $"Password={Canary};Port=abc" })).Should().Throw<ArgumentException>();
        broken.Which.ToString().Should().NotContain(Canary);
    }

    private static async Task<StorageException> FailureAsync(PostgresStorageOptions options)
    {
        await using var store = new PostgresCheckpointer(options);
        var failure = await FluentActions.Awaiting(() => store.AcquireAsync("thread", default).AsTask()).Should().ThrowAsync<StorageException>();
        return failure.Which;
    }

    private PostgresStorageOptions Change(Action<NpgsqlConnectionStringBuilder> change)
    {
        var builder = new NpgsqlConnectionStringBuilder(Schema.ConnectionString) { Pooling = false };
        change(builder);
        return Schema.Options() with { ConnectionString = builder.ConnectionString };
    }

    /// <summary>The statements of docs/several-machines.md, for the schema and the role of this test.</summary>
    private static string[] GrantsOfTheDocumentation() =>
    [
        .. Repository.Read("docs", "several-machines.md").Split("```sql\n")[1].Split("```")[0]
            .Replace("graphruntime", "{schema}", StringComparison.Ordinal)
            .Replace(" app;", " {schema}_app;", StringComparison.Ordinal)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries),
    ];
}
