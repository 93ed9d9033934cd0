namespace GraphRuntime.Threads.Tests;

public abstract partial class CoordinatorTests
{
    private const string Killer = "bad";
    private static readonly string[] s_neighbours = ["0", "1", "2", "3", "4"];

    [StoreFact]
    public async Task G_25_A_run_that_kills_its_process_does_not_condemn_its_neighbours()
    {
        string[] all = [Killer, .. s_neighbours];
        var runs = new List<RunHandle>();
        for (var life = 1; life <= 2; life++)
        {
            var (dying, store, gates) = await LiveAsync(all);
            foreach (var name in life == 1 ? all : [])
            {
                runs.Add(await SayAsync(dying, name, thread: name));
            }

            await _world.PassUntilAsync(Task.WhenAll(gates.Values.Select(gate => gate.Entered)));
            store.Down = true;
        }

        await LastLifeAsync(all, runs);
        foreach (var name in s_neighbours)
        {
            Chat.On("think", name, _ => Task.CompletedTask);
        }

        var living = await _world.StartAsync();
        (await _world.PassUntilAsync(living.JoinAsync(Killer, runs[0].RunId))).Reason.Should().Be(RunStatusReason.Poisoned);
        foreach (var run in runs.Skip(1))
        {
            (await _world.PassUntilAsync(living.JoinAsync(run.ThreadId, run.RunId))).Status.Should().Be(RunStatus.Success);
        }
    }

    /// <summary>A process whose runs stop in their first node.</summary>
    private async Task<(ThreadRunCoordinator Coordinator, CountingStore Store, Dictionary<string, Gate> Gates)> LiveAsync(string[] names)
    {
        var gates = names.ToDictionary(name => name, _ => new Gate());
        foreach (var (name, gate) in gates)
        {
            Chat.On("think", name, gate.PassAsync);
        }

        var store = new CountingStore(_world.Store);
        return (await _world.StartAsync(store: store), store, gates);
    }

    /// <summary>Every run has lost two owners. They go one by one, until the turn comes to the one that ends its process.</summary>
    private async Task LastLifeAsync(string[] names, List<RunHandle> runs)
    {
        var (coordinator, store, gates) = await LiveAsync(names);
        while (!gates[Killer].Entered.IsCompleted)
        {
            await _world.PassUntilAsync(Task.WhenAny(gates.Values.Select(gate => gate.Entered)));
            await OthersWaitAsync(coordinator, runs).Soon();
            var (name, gate) = gates.Should().ContainSingle(gate => gate.Value.Entered.IsCompleted, "a run in its last attempt is alone in its process").Which;
            if (name == Killer)
            {
                break;
            }

            gate.Open();
            gates.Remove(name);
            (await _world.PassUntilAsync(coordinator.JoinAsync(name, runs.Single(run => run.ThreadId == name).RunId))).Status.Should().Be(RunStatus.Success);
        }

        store.Down = true;
    }

    /// <summary>All runs but one are back in their queues, where their turn will come.</summary>
    private static async Task OthersWaitAsync(ThreadRunCoordinator coordinator, List<RunHandle> runs)
    {
        int running;
        do
        {
            await Task.Yield();
            running = 0;
            foreach (var run in runs)
            {
                running += (await coordinator.GetRunAsync(run.ThreadId, run.RunId)).Status == RunStatus.Running ? 1 : 0;
            }
        }
        while (running > 1);
    }
}
