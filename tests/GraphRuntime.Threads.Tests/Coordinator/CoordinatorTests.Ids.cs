using System.Text;

namespace GraphRuntime.Threads.Tests;

public abstract partial class CoordinatorTests
{
    [StoreFact]
    public async Task The_id_of_a_run_and_its_idempotency_key_belong_to_its_thread()
    {
        var coordinator = await StartedAsync();
        var options = new RunOptions { RunId = "17", IdempotencyKey = "key-17" };

        var alice = await SayAsync(coordinator, "alice", options, "thread-alice");
        var bob = await SayAsync(coordinator, "bob", options, "thread-bob");

        (bob.ThreadId, bob.RunId, bob.Admission!.Duplicate).Should().Be(("thread-bob", "17", false));
        Encoding.UTF8.GetString((await bob.JoinAsync().Soon()).Output.Span).Should().Contain("bob").And.NotContain("alice");
        (await EndAsync(alice)).Should().Be(RunStatus.Success);
        (await MessagesAsync("thread-bob")).Should().Equal("bob", "think(bob)", "answer(bob)");
        (await SayAsync(coordinator, "once more", options, "thread-alice")).Admission!.Duplicate.Should().BeTrue();
        await coordinator.GetHandle("thread-alice", "17").DeleteAsync();
        (await bob.GetAsync()).Status.Should().Be(RunStatus.Success);
    }
}
