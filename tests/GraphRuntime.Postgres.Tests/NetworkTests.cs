namespace GraphRuntime.Postgres.Tests;

public sealed class NetworkTests(PostgresSchema schema) : CheckpointerTest(schema)
{
    [PostgresFact]
    public async Task A_commit_is_one_round_trip_and_so_is_a_read()
    {
        await using var proxy = new TcpProxy(Schema.ConnectionString);
        await using var store = Open(proxy);
        var line = new Line(store, ThreadId);
        await line.PutAsync("warm up");
        await line.ReadAsync();

        var before = proxy.RoundTrips;
        await line.PutAsync("more");
        proxy.RoundTrips.Should().Be(before + 1);
        await store.PutWritesAsync(
            new PendingWriteBatch { Address = line.Address, Epoch = 0, CheckpointId = 2, Writes = [new("t", PendingWriteKind.Result, default)] }, default);
        before = proxy.RoundTrips;
        await line.ReadAsync();
        proxy.RoundTrips.Should().Be(before + 1);
        var next = Enumerable.Range(0, 200).Select(_ => line.Next("x")).ToArray();
        before = proxy.RoundTrips;
        await store.PutAsync(line.Commit(next), default);
        proxy.RoundTrips.Should().Be(before + 1);
    }

    [PostgresFact]
    public async Task G_06_an_answer_lost_after_the_commit_is_asked_for_again_and_stores_once()
    {
        await using var proxy = new TcpProxy(Schema.ConnectionString);
        await using var store = Open(proxy);
        var line = new Line(store, ThreadId);
        await line.PutAsync("one ");

        proxy.Next = TcpProxy.Fault.LoseAnswer;
        await line.PutAsync("two ");
        proxy.Next = TcpProxy.Fault.LoseAnswer;
        await line.PutAsync("three");

        Line.Text((await line.ReadAsync())!.Channels[1]).Should().Be("one two three");
        (await line.ListAsync()).Should().HaveCount(3);
    }

    [PostgresFact]
    public async Task A_copy_whose_answer_was_lost_is_not_repeated()
    {
        await using var proxy = new TcpProxy(Schema.ConnectionString);
        await using var store = Open(proxy);
        await new Line(store, ThreadId).PutAsync("one");
        await store.CopyThreadAsync(ThreadId, ThreadId + " warm up", default);

        proxy.Next = TcpProxy.Fault.LoseAnswer;
        var failure = await FluentActions.Awaiting(() => store.CopyThreadAsync(ThreadId, ThreadId + " copy", default).AsTask()).Should().ThrowAsync<StorageException>();
        failure.Which.Problem.Should().Be(StorageProblem.Unavailable);
    }

    [PostgresFact]
    public async Task A_silent_connection_is_given_up_when_the_budget_is_used_up()
    {
        await using var proxy = new TcpProxy(Schema.ConnectionString);
        await using var store = Open(proxy, TimeSpan.FromMilliseconds(300));
        var line = new Line(store, ThreadId);
        await line.PutAsync("one");

        proxy.Next = TcpProxy.Fault.FallSilent;
        var failure = await FluentActions.Awaiting(() => line.PutAsync("two")).Should().ThrowAsync<StorageException>();
        (failure.Which.Problem, failure.Which.IsTransient).Should().Be((StorageProblem.Unavailable, true));
    }

    [PostgresFact]
    public async Task A_caller_that_gives_up_is_not_kept_waiting_for_the_budget()
    {
        await using var store = new PostgresCheckpointer(Schema.Options() with { ConnectionString = "Host=127.0.0.1;Port=1;Username=u;Password=p" });
        using var cancellation = new CancellationTokenSource();
        var waiting = store.AcquireAsync(ThreadId, cancellation.Token).AsTask();
        await cancellation.CancelAsync();

        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<OperationCanceledException>();
    }

    [PostgresFact]
    public async Task G_27_connections_that_the_server_ends_fail_no_call()
    {
        var line = new Line(Store, ThreadId);
        for (var i = 0; i < 10; i++)
        {
            await line.PutAsync("x");
            await Schema.ExecuteAsync("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query LIKE '%{schema}%' AND pid <> pg_backend_pid()");
        }

        (await line.ListAsync()).Should().HaveCount(10);
    }

    private PostgresCheckpointer Open(TcpProxy proxy, TimeSpan? budget = null) => new(Schema.Options() with
    {
        ConnectionString = proxy.ConnectionString,
        RetryBudget = budget ?? TimeSpan.FromSeconds(30),
    });
}
