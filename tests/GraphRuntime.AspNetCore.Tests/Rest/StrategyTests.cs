namespace GraphRuntime.AspNetCore.Tests.Rest;

/// <summary>The strategies by their names.</summary>
public sealed class StrategyTests
{
    [Fact]
    public async Task DT_04_Every_strategy_is_accepted_by_its_name_and_shown_with_the_run()
    {
        await using var host = await ApiHost.StartAsync();
        foreach (var strategy in Enum.GetValues<MultitaskStrategy>().Select(static one => one.ToName()))
        {
            var thread = await host.ThreadAsync();

            var answer = await host.PostAsync($"/threads/{thread}/runs", $$"""{"assistant_id":"echo","input":{"Text":"x"},"multitask_strategy":"{{strategy}}"}""");

            ((int)answer.Status).Should().Be(200, "{0} is a strategy", strategy);
            answer.Json.GetProperty("multitask_strategy").GetString().Should().Be(strategy);
        }
    }
}
