using GraphRuntime.Checkpointing;
using GraphRuntime.Threads;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.Studio.Tests.Api;

/// <summary>Lists of all threads that are sent whenever they change.</summary>
public sealed class LiveListTests
{
    [Fact]
    public async Task A_list_of_threads_is_sent_at_once_and_again_when_it_changes()
    {
        await using var host = await StudioHost.StartAsync();
        await using var idle = await EventReader.FollowAsync(host, "live/threads?status=idle");
        await using var busy = await EventReader.FollowAsync(host, "live/threads?status=busy");
        (await ListAsync(idle), await ListAsync(busy)).Should().Be(("", ""));

        await host.Coordinator.CreateRunAsync("t", "desk", new DeskState.Update { Text = "wait" });
        (await ListAsync(busy)).Should().Be("t");

        host.Gate.Open();
        (await ListAsync(busy)).Should().Be("");
        (await ListAsync(idle)).Should().Be("t");
        idle.ContentType.Should().Be("text/event-stream");
    }

    [Fact]
    public async Task The_questions_of_all_threads_are_sent_when_one_is_asked_and_when_it_is_answered()
    {
        await using var host = await StudioHost.StartAsync();
        await using var questions = await EventReader.FollowAsync(host, "live/questions");
        (await NextAsync(questions)).Items.Should().BeEmpty();

        await host.RunAsync("t", "desk", """{"Text":"ask"}""");
        var asked = (await NextAsync(questions)).Items.Single();
        (await host.PostAsync("threads/t/answers", $$$$"""{"answers":{"{{{{asked.GetProperty("id").GetString()}}}}":{"Name":"tea"}}}""")).Status.Should().Be(HttpStatusCode.Created);

        (await NextAsync(questions)).Items.Should().BeEmpty();
    }

    [Fact]
    public async Task Operations_are_sent_as_the_page_shows_them()
    {
        await using var host = await StudioHost.StartAsync();
        await using var operations = await EventReader.FollowAsync(host, "live/operations");

        (await operations.NextAsync()).Data.GetProperty("health").GetProperty("owner").GetString().Should().Be(host.Coordinator.Health.Owner);
    }

    [Fact]
    public async Task One_loop_serves_all_readers_and_ends_with_the_last_of_them()
    {
        await using var host = await StudioHost.StartAsync(services: StudioHost.CountReads);
        var before = host.Reads.Listeners;
        await using (var one = await EventReader.FollowAsync(host, "live/threads"))
        {
            await using var two = await EventReader.FollowAsync(host, "live/threads");
            await using var other = await EventReader.FollowAsync(host, "live/questions");
            (await ListAsync(one), await ListAsync(two), (await NextAsync(other)).Items.Count).Should().Be(("", "", 0));
            host.Reads.Listeners.Should().Be(before + 1);
        }

        await host.Reads.Left.WaitAsync().Soon();
        host.Reads.Listeners.Should().Be(before);
    }

    [Fact]
    public async Task A_reader_that_connects_again_gets_what_it_missed()
    {
        await using var host = await StudioHost.StartAsync();
        await using (var first = await EventReader.FollowAsync(host, "live/threads"))
        {
            (await ListAsync(first)).Should().Be("");
        }

        await host.Coordinator.CreateThreadAsync(new ThreadOptions { ThreadId = "meanwhile" });
        await using var again = await EventReader.FollowAsync(host, "live/threads");

        // The server may not have noticed yet that the first reader has gone: what it knew comes first then.
        var list = await ListAsync(again);
        (list.Length == 0 ? await ListAsync(again) : list).Should().Be("meanwhile");
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_reported_and_the_list_goes_on_with_it()
    {
        await using var host = await StudioHost.StartAsync(services: StudioHost.CountReads);
        await using var threads = await EventReader.FollowAsync(host, "live/threads");
        (await ListAsync(threads)).Should().Be("");

        host.Reads.Down = true;
        var (name, problem, _) = await threads.NextAsync();
        host.Reads.Down = false;

        (name, problem.GetProperty("code").GetString()).Should().Be(("problem", "storage_unavailable"));
        (await ListAsync(threads)).Should().Be("");
    }

    [Fact]
    public async Task Streams_of_lists_are_bounded_and_their_questions_checked()
    {
        await using var host = await StudioHost.StartAsync(static options => options.MaxOpenStreams = 1);
        (await host.GetAsync("live/threads?status=tired")).Refusal.Should().Be((422, "invalid_argument"));
        (await host.GetAsync("live/threads?limit=0")).Refusal.Should().Be((422, "invalid_argument"));
        await using var first = await EventReader.FollowAsync(host, "live/threads");

        (await host.GetAsync("live/questions")).Refusal.Should().Be((503, "too_many_streams"));
    }

    [Fact]
    public async Task Streams_of_one_list_share_it_and_different_lists_are_few()
    {
        var provider = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IRunStore>(new InMemoryRunStore(new InMemoryCheckpointer(), TimeProvider.System))
            .BuildServiceProvider();
        var lists = new StudioServices(provider, new StudioOptions()).Lists;
        var open = Enumerable.Range(0, 50).Select(i => lists.Open($"{i}", Read)).ToList();

        var shared = lists.Open("7", Read);
        var further = () => lists.Open("further", Read);
        shared.Should().BeSameAs(open[7]);
        further.Should().Throw<StudioException>().Which.Status.Should().Be(503);

        open.Append(shared).ToList().ForEach(lists.Close);
        var again = lists.Open("7", Read);
        again.Should().NotBeSameAs(shared, "the last reader took the list with it");
        lists.Close(again);

        static ValueTask<byte[]> Read(CancellationToken cancellationToken) => new([]);
    }

    private static async Task<(string Name, IReadOnlyList<JsonElement> Items)> NextAsync(EventReader reader)
    {
        var (name, data, _) = await reader.NextAsync();
        return (name, [.. data.GetProperty("items").EnumerateArray()]);
    }

    /// <summary>The ids of the threads in the next list.</summary>
    private static async Task<string> ListAsync(EventReader reader)
    {
        var (name, items) = await NextAsync(reader);
        name.Should().Be("list");
        return string.Join(' ', items.Select(static item => item.GetProperty("threadId").GetString()));
    }
}
