namespace TaskMaistro.Stories;

internal static class StoryBook
{
    public static IReadOnlyList<Story> Stories { get; } =
    [
        new("reject", "The second message is refused while the first is answered", DoubleTexting.RejectAsync),
        new("enqueue", "The second message waits for its turn", DoubleTexting.EnqueueAsync),
        new("interrupt", "The second message stops the first, whose input stays", DoubleTexting.InterruptAsync),
        new("rollback", "The second message removes the first without trace", DoubleTexting.RollbackAsync),
        new("before", "A breakpoint before a node", Breakpoints.BeforeAsync),
        new("after", "A breakpoint after a node", Breakpoints.AfterAsync),
        new("step", "One node at a time", Breakpoints.StepAsync),
        new("edit", "A person edits the state at a breakpoint", Breakpoints.EditAsync),
        new("too-long", "A node pauses by itself, until the input is shorter", NodePauses.TooLongAsync),
        new("skip", "A node pauses by itself and is skipped", NodePauses.SkipAsync),
        new("approval", "A node asks a person for approval", Approval.PlayAsync),
    ];

    public static Story Find(string name) => Stories.FirstOrDefault(story => story.Name == name)
        ?? throw new UsageException($"There is no story '{name}'. The stories are: {string.Join(", ", Stories.Select(story => story.Name))}.");

    public static void List(TextWriter output)
    {
        foreach (var story in Stories)
        {
            output.WriteLine($"{story.Name,-10} {story.Title}");
        }
    }
}
