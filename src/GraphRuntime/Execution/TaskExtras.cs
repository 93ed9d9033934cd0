using GraphRuntime.Effects;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.Execution;

/// <summary>What few tasks have. It is made when the first of it is set, so that a plain superstep does not pay for it.</summary>
internal sealed class TaskExtras
{
    public string? TaskId { get; set; }

    public Diagnostics.Span Span { get; set; }

    public AsyncServiceScope? Scope { get; set; }

    public Command? ParentCommand { get; set; }

    public Exception? Error { get; set; }

    public Exception? StorageError { get; set; }

    public Exception? HandledError { get; set; }

    public TaskAnswers? Answers { get; set; }

    public TaskEffects? Effects { get; set; }
}
