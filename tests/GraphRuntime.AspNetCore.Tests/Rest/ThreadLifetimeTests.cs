using GraphRuntime.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GraphRuntime.AspNetCore.Tests.Rest;

/// <summary>Threads with a lifetime, and threads that were made for one run, go when nothing has happened to them for long enough.</summary>
public sealed class ThreadLifetimeTests
{
    [Fact]
    public async Task A_thread_with_a_lifetime_goes_when_nothing_has_happened_to_it_for_that_long()
    {
        var time = new VirtualTimeProvider();
        await using var host = await ApiHost.StartAsync(services: services => services.AddSingleton<TimeProvider>(time));
        var sweeper = host.Services.GetServices<IHostedService>().OfType<TemporaryThreads>().Single();
        var brief = await MadeAsync(host, """{"ttl":5}""");
        var lasting = await MadeAsync(host, """{"ttl":60}""");
        var none = await MadeAsync(host, "{}");

        time.Advance(TimeSpan.FromMinutes(4));
        await sweeper.SweepAsync(CancellationToken.None);
        (await host.GetAsync($"/threads/{brief}")).Status.Should().Be(HttpStatusCode.OK);

        time.Advance(TimeSpan.FromMinutes(2));
        await sweeper.SweepAsync(CancellationToken.None);
        (await host.GetAsync($"/threads/{brief}")).Status.Should().Be(HttpStatusCode.NotFound);
        (await host.GetAsync($"/threads/{lasting}")).Status.Should().Be(HttpStatusCode.OK);
        (await host.GetAsync($"/threads/{none}")).Status.Should().Be(HttpStatusCode.OK);
    }

    private static async Task<string> MadeAsync(ApiHost host, string body) => (await host.PostAsync("/threads", body)).Json.GetProperty("thread_id").GetString()!;
}
