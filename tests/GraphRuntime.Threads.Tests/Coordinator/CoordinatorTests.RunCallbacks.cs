using System.Text;

namespace GraphRuntime.Threads.Tests;

public abstract partial class CoordinatorTests
{
    [StoreFact]
    public async Task The_completion_callback_is_told_of_every_end_and_its_failure_hurts_nobody()
    {
        var calls = new CallbackLog();
        _world.Callbacks.Add(new FailingCallback());
        _world.Callbacks.Add(calls);
        var coordinator = await _world.StartAsync();
        Chat.On("think", "fails", _ => throw new InvalidTimeZoneException("no"));

        var first = await SayAsync(coordinator, "one");
        var second = await SayAsync(coordinator, "fails");
        await second.JoinAsync().Soon();
        await calls.Reached(2).Soon();

        calls.Runs.Select(run => (run.RunId, run.Status)).Should().BeEquivalentTo([(first.RunId, RunStatus.Success), (second.RunId, RunStatus.Error)]);
    }

    private sealed class FailingCallback : IRunCompletionCallback
    {
        public ValueTask OnCompletedAsync(RunInfo run, CancellationToken cancellationToken) => throw new InvalidTimeZoneException("the callback fails");
    }

    private sealed class CallbackLog : IRunCompletionCallback
    {
        private readonly List<RunInfo> _runs = [];
        private readonly List<(int Count, TaskCompletionSource Reached)> _waits = [];

        public IReadOnlyList<RunInfo> Runs => _runs;

        public Task Reached(int count)
        {
            lock (_runs)
            {
                var wait = (count, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
                _waits.Add(wait);
                Check();
                return wait.Item2.Task;
            }
        }

        public ValueTask OnCompletedAsync(RunInfo run, CancellationToken cancellationToken)
        {
            lock (_runs)
            {
                _runs.Add(run);
                Check();
            }

            return ValueTask.CompletedTask;
        }

        private void Check() => _waits.Where(wait => wait.Count <= _runs.Count).ToList().ForEach(wait => wait.Reached.TrySetResult());
    }
}
