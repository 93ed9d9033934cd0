using System.Collections.Concurrent;
using GraphRuntime.Threads;

namespace GraphRuntime.Postgres.Tests;

/// <summary>Clients behind a network that delays, cuts, resets and half-opens connections. An exception that leaves a timer or a callback ends the test process.</summary>
public sealed class FaultyNetworkTests(PostgresSchema schema) : PostgresTest(schema)
{
    private const int Callers = 8;

    [PostgresTheory]
    [InlineData(1, 11, 60)]
    [InlineData(1, 12, 60)]
    [InlineData(10, 13, 60)]
    public async Task G_27_a_client_behind_a_faulty_network_lives_and_all_its_errors_are_typed(int budgetSeconds, int seed, int faults)
    {
        await Storage.Database.MigrateAsync();
        var budget = TimeSpan.FromSeconds(budgetSeconds);
        await using var proxy = new FaultProxy(Schema.ConnectionString, new FaultPlan(seed, TimeSpan.FromSeconds(Math.Min(budgetSeconds, 2))));
        var untyped = new ConcurrentQueue<Exception>();
        await using (var storage = new PostgresStorage(Schema.Options() with { ConnectionString = proxy.ConnectionString, RetryBudget = budget }))
        {
            using var subscription = storage.RunStore.Subscribe(static _ => { });
            await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => CallAsync(storage, caller, () => proxy.Plan.Ended < faults, untyped)));
            proxy.Plan.Rate = 0;
            (await storage.RunStore.ReadThreadAsync(ThreadId, default)).Should().NotBeNull("the client works again when the network does");
            proxy.Plan.Rate = 0.5;
        }

        untyped.Should().BeEmpty();
        proxy.Plan.Ended.Should().BeGreaterThanOrEqualTo(faults);
    }

    private async Task CallAsync(PostgresStorage storage, int caller, Func<bool> goOn, ConcurrentQueue<Exception> untyped)
    {
        for (var i = 0; goOn(); i++)
        {
            // Timers of callers end calls as well.
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(i % 5 == 0 ? 300 : 60_000));
            try
            {
                await CallAsync(storage, (caller + i) % 4, patience.Token);
            }
            catch (StorageException)
            {
            }
            catch (OperationCanceledException) when (patience.IsCancellationRequested)
            {
            }
            catch (Exception exception)
            {
                untyped.Enqueue(exception);
            }
        }
    }

    private async Task CallAsync(PostgresStorage storage, int kind, CancellationToken cancellationToken)
    {
        switch (kind)
        {
            case 0:
                await storage.Checkpointer.AcquireAsync(ThreadId, cancellationToken);
                break;
            case 1:
                await storage.RunStore.CreateThreadAsync(new NewThread { ThreadId = ThreadId, ExistingIsFine = true }, cancellationToken);
                break;
            case 2:
                await storage.RunStore.ClaimAsync(new RunClaim("owner", TimeSpan.FromSeconds(30), 1), cancellationToken);
                break;
            default:
                storage.RunStore.Renew([new RunLease(ThreadId, "run", 1)], TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(2));
                break;
        }
    }
}
