using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>
/// The stage between two supersteps of a subgraph in which a call applies the inputs that came for its path. An input is part of the state of the thread once the superstep
/// of the root graph is complete: until then it is given to the same call again, which knows by its own checkpoints what it has applied.
/// </summary>
internal sealed class CallSteeringStage(LoopState loop, StepCommitter committer, ISteering steering)
{
    private readonly string _path = string.Join(BreakpointPaths.Separator, Namespaces.Path(loop.Namespace));

    private string Thread => loop.Run.ThreadId!;

    /// <summary>
    /// Whether a call takes inputs. Of calls of one subgraph side by side only the first does, at each level: so it is the same one after a crash. A call that stores nothing
    /// could not know what it has applied.
    /// </summary>
    public static bool Takes(LoopState loop)
    {
        for (; loop.Call is { } call; loop = call.Caller.Task.Loop)
        {
            var task = call.Caller.Task;
            if (!call.IsFirst || loop.Checkpointer is null || task.Loop.Tasks.Find(other => other.Node == task.Node) != task)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A call that has nothing left to run takes nothing more: its graph above goes on with what it gave back.</summary>
    public ValueTask RunAsync() => !loop.Schedule.IsEmpty && SteeredEdit.IsBetweenSteps(loop) ? ApplyAsync() : ValueTask.CompletedTask;

    private async ValueTask ApplyAsync()
    {
        foreach (var input in await steering.ReadAsync(_path, loop.Graph).ConfigureAwait(false))
        {
            if (loop.Steered?.Covers(Thread, input.Number) != true && !IsKnownAbove(input.Number))
            {
                loop.Steered = SteeredPosition.With(loop.Steered, Thread, SteeredNumbers.Of(Thread, input.Number));
                await SteeredEdit.ApplyAsync(loop, committer, input, Thread).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Whether an earlier call of the run has applied the input.</summary>
    private bool IsKnownAbove(long number)
    {
        for (var above = loop.Caller?.Task.Loop; above is not null; above = above.Caller?.Task.Loop)
        {
            if (above.Steered?.OfCalls.On(Thread).Contains(number) == true)
            {
                return true;
            }
        }

        return false;
    }
}
