namespace GraphRuntime.Reliability.Tests.Faults;

/// <summary>Bytes in the database become others.</summary>
internal static class CorruptedRows
{
    public static async Task CheckAsync(Bench bench, Func<string, Task<object?>> execute, string checkpoints, string runs)
    {
        var postgres = bench.Store == "postgres";
        var garbage = postgres ? @"'\x7b22'::bytea" : "X'7B22'";
        var gates = new Gates();
        var coordinator = await bench.StartAsync(Steps.Of(1, (context, _) => context.RunId == "gated" ? gates.PassAsync(context.RunId, context.CancellationToken) : default));
        await coordinator.SubmitAsync("thread", "gated").Soon();
        await gates.CameAsync("gated");
        foreach (var runId in new[] { "input", "config", "healthy" })
        {
            await coordinator.SubmitAsync("thread", runId).Soon();
        }

        await execute($"UPDATE {runs} SET input = {garbage} WHERE {(postgres ? "run_id" : "id")} = 'input'");
        await execute($"UPDATE {runs} SET config = {garbage} WHERE {(postgres ? "run_id" : "id")} = 'config'");
        gates.Open("gated");
        await FailsAsync(coordinator, "thread", "input");
        await FailsAsync(coordinator, "thread", "config");
        await Steps.CheckAsync(coordinator, "thread", 1, "gated", "healthy");

        await coordinator.SubmitAsync("other", "before").Soon();
        await coordinator.JoinAsync("other", "before").Soon();
        await execute($"UPDATE {checkpoints} SET body = {garbage} WHERE {(postgres ? "run_id" : "run")} = 'healthy'");
        await coordinator.SubmitAsync("thread", "after").Soon();
        (await FailsAsync(coordinator, "thread", "after")).Error.Should().Contain("thread");
        var read = () => coordinator.GetStateAsync("thread", Steps.Graph).AsTask();
        (await read.Should().ThrowAsync<CheckpointCorruptedException>()).Which.Message.Should().Contain("thread").And.NotContain("healthy/0", "values are no part of messages");
        await coordinator.SubmitAsync("other", "next").Soon();
        await Steps.CheckAsync(coordinator, "other", 1, "before", "next");
    }

    private static async Task<RunInfo> FailsAsync(ThreadRunCoordinator coordinator, string threadId, string runId)
    {
        var run = await coordinator.JoinAsync(threadId, runId).Soon();
        run.Status.Should().Be(RunStatus.Error, "{0} cannot be read", runId);
        run.Error.Should().NotBeNullOrEmpty();
        return run;
    }
}
