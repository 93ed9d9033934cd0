using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>The beginning of a run: what its input means for the state that was loaded.</summary>
internal sealed class LoopInput(LoopState loop, StepCommitter committer)
{
    /// <returns>False where the run waits until its thread waits for no answer to another run.</returns>
    public async ValueTask<bool> TakeAsync(GraphInput input, bool resumes, long? at)
    {
        if (at is null && loop.Suspended.Count > 0 && !await new MovedStep(loop, committer).TakeAsync().ConfigureAwait(false))
        {
            return false;
        }

        await ReadAsync(input, resumes, at).ConfigureAwait(false);
        return true;
    }

    private async ValueTask ReadAsync(GraphInput input, bool resumes, long? at)
    {
        var isSameRun = loop.Caller is null && loop.HasCheckpoint && loop.Loaded.RunId == loop.Run.RunId;
        if (isSameRun || HasTakenInput())
        {
            // The run is repeated after a crash and its input is in the state already.
            input = GraphInput.Resume;
        }

        var isAtHead = at is null || at == loop.At.Head;
        if (loop.Caller is null)
        {
            await Answers.TakeAsync(loop, input, isAtHead).ConfigureAwait(false);
        }

        Answers.Note(loop);
        var begins = input.Update is not null && !input.IsCommand && !resumes && !input.IsAnswering;
        var goesOnLater = begins && await new LeftSuperstep(loop, committer).SuspendAsync(loop.Run.Waiting?.IsUrgent == true).ConfigureAwait(false);
        if (!goesOnLater)
        {
            CommandEdit.ApplyStored(loop);
        }

        var isEdit = input.IsCommand && (input.Update is not null || input.Goto.Count > 0);
        if (isEdit && !CommandEdit.WasStoredBy(loop, loop.Run))
        {
            Edit(input);
        }

        var travels = loop.Caller is null
            ? !isAtHead && !input.IsAnswering && loop.Run.Positions is not { ForksRoot: false }
            : loop.Position is { Forks: true } position && (position.CheckpointId != loop.At.Head || loop.At.Source is not (CheckpointSource.Update or CheckpointSource.Fork));
        loop.Superstep.ReusesResults = isAtHead && (loop.Position is null || loop.Position.CheckpointId == loop.At.Head);
        loop.Run.Travels |= travels || !isAtHead;
        loop.Start = loop.Start with { WasForked = loop.Caller is null && !isAtHead && !input.IsAnswering };
        loop.Superstep.IsResuming = loop.HasCheckpoint && (resumes || input.IsAnswering || isSameRun || (input.Update is null && !input.IsCommand));
        if (loop.Superstep.IsResuming || isEdit)
        {
            if (loop.Schedule.Missing is { } missing)
            {
                throw UnknownNodeException.NoLongerExists(loop.Graph.Name, loop.Address.ThreadId, missing, loop.Graph.NodeNames);
            }

            await GoOnAsync(travels, isEdit).ConfigureAwait(false);
            loop.Superstep.StaysPaused = isSameRun && loop.Loaded.IsPaused;
        }
        else
        {
            Begin(input, goesOnLater);
        }
    }

    /// <summary>True where this run, before it was repeated, left a question or the result of an answered one beside the checkpoint that it started from.</summary>
    private bool HasTakenInput() => loop.Caller is null && loop.Run.IsRepeated && Answers.WereTakenBy(loop, loop.Run.RunId);

    /// <summary>Goes on with what is pending, from the newest checkpoint or from one in the past.</summary>
    private async ValueTask GoOnAsync(bool travels, bool isEdit)
    {
        loop.Superstep.BreakpointsArmed = false;
        if (travels)
        {
            await TravelAsync().ConfigureAwait(false);
        }

        if (!loop.Superstep.IsResuming && isEdit)
        {
            await committer.CommitAsync(CheckpointSource.Input, isPaused: false, loop.CancellationToken).ConfigureAwait(false);
            loop.Superstep.CarriesPending = true;
        }

        await LoopStart.LoadInputAsync(loop).ConfigureAwait(false);
        if (loop.Superstep.IsResuming && loop.RecordedWrites is { } recorded)
        {
            await RecordedWritesReader.LoadAsync(loop, recorded).ConfigureAwait(false);
        }

        await LoopEvents.ValuesAsync(loop).ConfigureAwait(false);
    }

    /// <summary>Branches off from a checkpoint that the thread has moved past: its tasks begin anew.</summary>
    private async ValueTask TravelAsync()
    {
        await LoopStart.LoadInputAsync(loop).ConfigureAwait(false);
        if (loop.Superstep.ReusesResults)
        {
            Forget(static task => task.KeepResult());
            loop.Superstep.CarriesPending = true;
        }
        else
        {
            Forget(static task => task.ForgetQuestions());
        }

        loop.Start = loop.Start with { WasForked = true };
        await committer.CommitAsync(CheckpointSource.Fork, isPaused: false, loop.CancellationToken).ConfigureAwait(false);
    }

    private void Begin(GraphInput input, bool goesOnLater)
    {
        if (input.Update is null)
        {
            throw new EmptyInputException(loop.Graph.Name, loop.Run.ThreadId);
        }

        InputCodec.CheckType(loop.Graph, input.Update);
        var schedule = loop.Schedule;
        schedule.Missing = null;
        new LeftSuperstep(loop, committer).Leave(goesOnLater);
        if (loop.Caller is not null && loop.Steered is { OfCalls.IsEmpty: false } steered)
        {
            // Those of an earlier call of this memory are no news for the graph above.
            loop.Steered = steered with { OfCalls = SteeredNumbers.None };
        }

        loop.Superstep.Pending = null;
        loop.Loaded = loop.Loaded.WithoutInput();
        schedule.Input = input.Update;
        committer.CollectInput();
    }

    /// <summary>Applies a command: its update is an edit, its destinations are added to what is pending.</summary>
    private void Edit(GraphInput input)
    {
        var task = CommandEdit.Create(loop);
        if (input.Update is { } update)
        {
            InputCodec.CheckType(loop.Graph, update);
            task.Update = update;
        }

        Router.Resolve(task, input.Goto, map: null);
        var edit = input.IsAnswering && loop.HasCheckpoint && committer.IsEnabled ? CommandEdit.Encode(loop, task) : (PendingWrite?)null;
        CommandEdit.Apply(loop, task);
        loop.Superstep.HasEdits = true;
        loop.Superstep.Edit = edit;
    }

    private void Forget(Action<PendingTask> what)
    {
        if (loop.Superstep.Pending is null)
        {
            return;
        }

        foreach (var task in loop.Superstep.Pending.Values)
        {
            what(task);
        }
    }
}
