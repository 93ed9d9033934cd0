namespace GraphRuntime.Execution;

/// <content>What an attempt emits, for the case that its run is stopped and a repair asks what the readers of the run have seen.</content>
internal sealed partial class TaskAttempt
{
    /// <summary>Notes a value for this attempt and for those that it was called by, where their graphs have a repair.</summary>
    public void NoteEmission(object? value, string? messageId)
    {
        EmittedPiece? piece = null;
        for (var attempt = this; attempt is not null; attempt = attempt.Task.Loop.Caller)
        {
            if (attempt.Task.Loop.Graph.Repair is not null)
            {
                attempt.Note(piece ??= new EmittedPiece(Task.Loop.Namespace, Task.NodeName, messageId, value, Task.Loop.Graph.Schema.JsonOptions));
            }
        }
    }

    private void Note(EmittedPiece piece)
    {
        lock (Gate)
        {
            if (!IsEnded)
            {
                (Record.Emitted ??= new EmissionLog()).Add(piece);
            }
        }
    }
}
