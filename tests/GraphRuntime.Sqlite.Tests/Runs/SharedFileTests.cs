using System.Collections.Concurrent;
using GraphRuntime.Testing;
using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Tests;

/// <summary>Several instances over one file have nothing in common but the file, as several processes have.</summary>
public sealed class SharedFileTests
{
    [Theory, InlineData("file"), InlineData("memory")]
    public async Task An_instance_hears_that_another_one_changed_something_and_of_its_own_changes_only_once(string kind)
    {
        using var place = TestDatabase.Of(kind);
        var time = new VirtualTimeProvider();
        var (one, two) = (place.OpenStorage(time), place.OpenStorage(time));
        var heard = new ConcurrentQueue<RunStoreHint>();
        using var subscription = two.RunStore.Subscribe(heard.Enqueue);
        time.Advance(TimeSpan.FromSeconds(1));
        heard.Clear();

        await two.RunStore.AdmitAsync("mine");
        time.Advance(TimeSpan.FromSeconds(1));
        heard.Should().OnlyContain(hint => hint.ThreadId == "mine");
        heard.Clear();

        await one.RunStore.AdmitAsync("theirs");
        heard.Should().BeEmpty();
        time.Advance(TimeSpan.FromMilliseconds(250));
        heard.Should().Contain(new RunStoreHint(RunStoreHintKind.Ready, null)).And.Contain(new RunStoreHint(RunStoreHintKind.Changed, null));
    }

    [Fact]
    public async Task A_look_that_fails_misses_nothing()
    {
        using var place = TestDatabase.File();
        var time = new VirtualTimeProvider();
        var storage = place.OpenStorage(time, o => o.BusyTimeout = TimeSpan.Zero);
        var heard = new ConcurrentQueue<RunStoreHint>();
        using var subscription = storage.RunStore.Subscribe(heard.Enqueue);
        time.Advance(TimeSpan.FromSeconds(1));
        heard.Clear();
        await place.OpenStorage(time).RunStore.AdmitAsync("t");
        using (var other = place.Session())
        {
            other.BeginImmediate();
            time.Advance(TimeSpan.FromSeconds(1));
            heard.Should().BeEmpty();
            other.Rollback();
        }

        time.Advance(TimeSpan.FromMilliseconds(250));
        heard.Should().NotBeEmpty();
    }

    [Fact]
    public async Task Workers_of_two_instances_run_one_run_of_a_thread_at_a_time_and_in_order()
    {
        const int Threads = 8;
        const int Each = 15;
        using var place = TestDatabase.File();
        SqliteStorage[] storages = [place.OpenStorage(change: o => o.BusyTimeout = TimeSpan.FromSeconds(30)), place.OpenStorage(change: o => o.BusyTimeout = TimeSpan.FromSeconds(30))];
        var admitted = new ConcurrentDictionary<string, List<string>>();
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(i => Task.Run(async () =>
        {
            for (var n = 0; n < Each; n++)
            {
                var run = await storages[(i + n) % 2].RunStore.AdmitAsync($"t{i}");
                admitted.GetOrAdd(run.ThreadId, _ => []).Add(run.RunId);
            }
        })));

        var running = new ConcurrentDictionary<string, int>();
        var started = new ConcurrentDictionary<string, ConcurrentQueue<string>>();
        var left = Threads * Each;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(async () =>
        {
            while (Volatile.Read(ref left) > 0)
            {
                foreach (var claimed in await storages[i % 2].RunStore.ClaimAsync(2))
                {
                    running.AddOrUpdate(claimed.Lease.ThreadId, 1, (_, count) => count + 1).Should().Be(1);
                    started.GetOrAdd(claimed.Lease.ThreadId, _ => []).Enqueue(claimed.Run.RunId);
                    running[claimed.Lease.ThreadId] = 0;
                    (await storages[(i + 1) % 2].RunStore.SettleAsync(claimed.Lease)).Should().BeTrue();
                    Interlocked.Decrement(ref left);
                }
            }
        })));

        foreach (var (threadId, runs) in admitted)
        {
            started[threadId].Should().Equal(runs);
        }
    }

    [Fact]
    public async Task A_second_running_run_of_a_thread_is_impossible_for_the_database_too()
    {
        using var place = TestDatabase.File();
        var storage = place.OpenStorage();
        await storage.RunStore.AdmitAsync("t");
        await storage.RunStore.AdmitAsync("t");
        await storage.RunStore.ClaimAsync();
        using var session = place.Session();
        var force = () => session.Run("UPDATE gr_run SET status = 1");
        force.Should().Throw<StorageException>();
    }
}
