using GraphRuntime.PostgresFixture;
using Npgsql;

namespace GraphRuntime.Reliability.Tests.Faults;

public sealed class PostgresFaultTests
{
    private const string EndThem = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = '{schema}'";

    /// <summary>Nothing can be stored but that runs change hands, in rows that are there.</summary>
    private const string FullDisk = """
        CREATE FUNCTION {schema}.no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = 'disk_full'; END $$;
        CREATE TRIGGER no_room BEFORE INSERT ON {schema}.run FOR EACH ROW EXECUTE FUNCTION {schema}.no_room();
        CREATE TRIGGER no_room_to_end BEFORE UPDATE ON {schema}.run FOR EACH ROW WHEN (NEW.finished_at IS NOT NULL) EXECUTE FUNCTION {schema}.no_room();
        CREATE TRIGGER no_room BEFORE INSERT ON {schema}.checkpoint FOR EACH ROW EXECUTE FUNCTION {schema}.no_room();
        CREATE TRIGGER no_room BEFORE INSERT ON {schema}.run_event FOR EACH ROW EXECUTE FUNCTION {schema}.no_room();
        """;

    [PostgresFact]
    public async Task G_27_Connections_that_are_ended_while_nodes_run_and_write_fail_no_run()
    {
        await using var bench = await Bench.CreateAsync("postgres");
        bench.Postgres = options => options with { ConnectionString = Named(bench).ConnectionString };
        var coordinator = await bench.StartAsync(Steps.Of(3, async (_, step) =>
        {
            if (step == 1)
            {
                await bench.Schema.ExecuteAsync(EndThem);
            }
        }));
        string[] threads = ["a", "b", "c"];
        for (var i = 0; i < 5; i++)
        {
            foreach (var thread in threads)
            {
                await coordinator.SubmitAsync(thread, $"{thread}{i}").Soon();
            }
        }

        foreach (var thread in threads)
        {
            await Steps.CheckAsync(coordinator, thread, 3, Enumerable.Range(0, 5).Select(i => $"{thread}{i}"));
        }
    }

    [PostgresFact]
    public async Task G_27_A_server_that_ends_at_once_and_comes_back_loses_no_accepted_run_and_work_goes_on()
    {
        await using var server = await PostgresServer.StartAsync(durable: true);
        if (!server.CanRestart)
        {
            return;
        }

        await using var bench = await Bench.CreateAsync("postgres");
        bench.Postgres = options => options with { ConnectionString = server.ConnectionString, RetryBudget = TimeSpan.FromSeconds(1) };
        var gates = new Gates();
        var coordinator = await bench.StartAsync(Steps.Of(3, (context, step) => step == 1 ? gates.PassAsync(context.RunId, context.CancellationToken) : default));
        await coordinator.SubmitAsync("thread", "first").Soon();
        await coordinator.SubmitAsync("thread", "second").Soon();
        await gates.CameAsync("first");

        await server.RestartAsync().Soon();
        gates.AreOpen = true;
        gates.Open("first");

        await Steps.CheckAsync(coordinator, "thread", 3, "first", "second");
        await coordinator.SubmitAsync("thread", "third").Soon();
        await Steps.CheckAsync(coordinator, "thread", 3, "first", "second", "third");
    }

    [PostgresFact]
    public async Task A_server_that_is_away_is_named_and_said_by_the_health_of_the_coordinator()
    {
        await using var bench = await Bench.CreateAsync("postgres");
        bench.Postgres = options => options with
        {
            ConnectionString = new NpgsqlConnectionStringBuilder(options.ConnectionString) { Port = 1, Timeout = 1 }.ConnectionString,
            RetryBudget = TimeSpan.FromMilliseconds(50),
        };
        var coordinator = await bench.StartAsync(Steps.Of(1));
        var submit = () => coordinator.SubmitAsync("thread", "run").AsTask();
        var failure = (await submit.Should().ThrowAsync<StorageException>()).Which;
        (failure.Problem, failure.IsTransient).Should().Be((StorageProblem.Unavailable, true));
        coordinator.Health.ActiveRuns.Should().Be(0);
    }

    [PostgresFact]
    public async Task While_the_disk_has_no_room_submissions_fail_by_name_and_a_run_in_flight_is_taken_up_again_until_there_is_some()
    {
        await using var bench = await Bench.CreateAsync("postgres");
        var gates = new Gates();
        var tries = 0;
        var coordinator = await bench.StartAsync(
            Steps.Of(3, (context, step) => context.RunId == "first" && step == 1 ? gates.PassAsync($"try{++tries}", context.CancellationToken) : default),
            static options => (options.LeaseDuration, options.HeartbeatInterval) = (TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(200)));
        await coordinator.SubmitAsync("thread", "first").Soon();
        await gates.CameAsync("try1");

        await bench.Schema.ExecuteAsync(FullDisk);
        var refused = () => coordinator.SubmitAsync("thread", "refused").AsTask();
        (await refused.Should().ThrowAsync<StorageException>()).Which.Problem.Should().Be(StorageProblem.Full);
        gates.Open("try1");
        await gates.CameAsync("try2");
        await bench.Schema.ExecuteAsync("DROP FUNCTION {schema}.no_room() CASCADE");
        gates.Open("try2");

        await Steps.CheckAsync(coordinator, "thread", 3, "first");
        (await coordinator.JoinAsync("thread", "first").Soon()).Attempt.Should().Be(2, "neither its result nor its end could be stored");
        await coordinator.SubmitAsync("thread", "second").Soon();
        await Steps.CheckAsync(coordinator, "thread", 3, "first", "second");
    }

    [PostgresFact]
    public async Task G_28_Two_hundred_runs_need_no_more_than_a_pool_of_five_connections()
    {
        await using var bench = await Bench.CreateAsync("postgres");
        bench.Postgres = options => options with
        {
            ConnectionString = Named(bench, pool: 5).ConnectionString,
            RetryBudget = TimeSpan.FromMinutes(1),
        };
        var gates = new Gates();
        var coordinator = await bench.StartAsync(
            Steps.Of(1, (context, _) => gates.PassAsync(context.RunId, context.CancellationToken)), static options => options.MaxConcurrentRuns = 200);
        var ids = Enumerable.Range(0, 200).Select(i => $"r{i}").ToArray();
        await Task.WhenAll(ids.Select(id => coordinator.SubmitAsync(id, id).AsTask())).Soon();
        foreach (var id in ids)
        {
            await gates.CameAsync(id);
        }

        var connections = (long)(await bench.Schema.ExecuteAsync($"SELECT count(*) FROM pg_stat_activity WHERE application_name = '{bench.Schema.Name}'"))!;
        connections.Should().BeLessThanOrEqualTo(7, "none is held while user code runs, and hints and the like have two of their own at most");
        gates.AreOpen = true;
        foreach (var id in ids)
        {
            gates.Open(id);
        }

        foreach (var id in ids)
        {
            (await coordinator.JoinAsync(id, id).Soon()).Status.Should().Be(RunStatus.Success);
        }
    }

    [PostgresFact]
    public async Task G_28_A_pooler_that_gives_every_transaction_another_session_is_borne_if_statements_are_not_prepared()
    {
        await using var bench = await Bench.CreateAsync("postgres");
        var server = Named(bench);
        await using var pooler = new TransactionPooler(server.Host!, server.Port);
        bench.Postgres = options => options with
        {
            ConnectionString = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Port = pooler.Port }.ConnectionString,
            PrepareStatements = false,
        };
        var first = await bench.StartAsync(Steps.Of(3));
        var second = await bench.StartAsync(Steps.Of(3));
        string[] threads = ["a", "b", "c", "d"];
        for (var i = 0; i < 5; i++)
        {
            foreach (var thread in threads)
            {
                await (i % 2 == 0 ? first : second).SubmitAsync(thread, $"{thread}{i}").Soon();
            }
        }

        foreach (var thread in threads)
        {
            await Steps.CheckAsync(first, thread, 3, Enumerable.Range(0, 5).Select(i => $"{thread}{i}"));
        }

        pooler.Changes.Should().BeGreaterThan(100, "the sessions went round");
        await bench.EndAsync(first);
        await bench.EndAsync(second);
    }

    [PostgresFact]
    public async Task G_31_Rows_that_cannot_be_read_fail_their_run_by_name_and_no_other()
    {
        await using var bench = await Bench.CreateAsync("postgres");
        await CorruptedRows.CheckAsync(bench, bench.Schema.ExecuteAsync, "{schema}.checkpoint", "{schema}.run");
    }

    private static NpgsqlConnectionStringBuilder Named(Bench bench, int pool = 20) =>
        new(bench.Schema.ConnectionString) { MaxPoolSize = pool, ApplicationName = bench.Schema.Name };
}
