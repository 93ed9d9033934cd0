using GraphRuntime.Testing;
using TaskMaistro.Assistant;
using TaskMaistro.Chat;

namespace TaskMaistro.Stories;

/// <summary>Where a story is played: its thread, and the words for what happens there.</summary>
internal sealed class Stage(
    ThreadClient<TaskState> client,
    GatedChatClient chat,
    ToDoList toDos,
    User user,
    TextWriter output)
{
    private int _shown;
    private HashSet<ToDo> _shownToDos = [];

    public ThreadClient<TaskState> Client => client;

    public string Thread { get; private set; } = "";

    public async Task PlayAsync(Story story)
    {
        Thread = story.Name;
        Line("");
        Line($"=== {story.Name}: {story.Title} ===");
        await EndLeftoversAsync();
        _shown = (await client.GetStateAsync(Thread)).State.Messages.Count;
        _shownToDos = [.. await toDos.ReadAsync()];
        if (_shown > 0)
        {
            Line($"(the thread goes on after {_shown} messages; {_shownToDos.Count} to-dos are in the store)");
        }

        await story.PlayAsync(this);
    }

    public void Tell(string text) => Line("  " + text);

    /// <summary>Holds the model's next answer.</summary>
    public Gate HoldAnswer() => chat.HoldNextCall();

    /// <summary>The user says something.</summary>
    public async Task<RunHandle> SayAsync(string text, MultitaskStrategy? strategy = null, RunConfig? config = null)
    {
        Line($"You{(strategy is null ? "" : $" ({Name(strategy.Value)})")}: {text}");
        return await client.CreateRunAsync(Thread, TaskState.Say(text), new RunOptions { MultitaskStrategy = strategy, Config = user.Config(config) });
    }

    /// <summary>Goes on with what is pending, or with an answer.</summary>
    public async Task<RunHandle> ResumeAsync(GraphInput? input = null, RunConfig? config = null) =>
        await client.CreateRunAsync(Thread, input ?? GraphInput.Resume, new RunOptions { Config = user.Config(config) });

    /// <summary>Waits for the end of a run and says how it ended. A failure ends the program.</summary>
    public async Task<RunInfo> ReportAsync(string name, RunHandle run)
    {
        var info = await run.JoinAsync();
        var reason = info.Reason == RunStatusReason.None ? "" : $" ({Name(info.Reason)})";
        Tell($"{name}: {Name(info.Status)}{reason}{(info.Error is null ? "" : $": {info.Error}")}");
        return info.Status is RunStatus.Error or RunStatus.Timeout ? throw new RunFailedException(info) : info;
    }

    /// <summary>Says what the thread waits for.</summary>
    public async Task<StateSnapshot<TaskState>> ReportPauseAsync()
    {
        var snapshot = await client.GetStateAsync(Thread);
        Tell($"thread: {Name((await client.Coordinator.GetThreadAsync(Thread)).Status)}, next: {(snapshot.Next.Count == 0 ? "nothing" : string.Join(", ", snapshot.Next))}");
        foreach (var interrupt in snapshot.Interrupts)
        {
            Tell($"{(interrupt.IsAnswerable ? "question" : "paused because")}: {interrupt.Value}");
        }

        return snapshot;
    }

    /// <summary>Shows what is new in the conversation and in the to-do list.</summary>
    public async Task ShowAsync()
    {
        Line("--- conversation");
        var messages = (await client.GetStateAsync(Thread)).State.Messages;
        foreach (var message in messages.Skip(_shown))
        {
            Transcript.Write(output, message);
        }

        _shown = messages.Count;
        await ShowToDosAsync();
    }

    public async Task ShowToDosAsync()
    {
        var now = await toDos.ReadAsync();
        var news = now.Where(toDo => !_shownToDos.Contains(toDo)).ToList();
        Line($"--- to-do list: {now.Count}, {(news.Count == 0 ? "nothing new" : "of these new or changed:")}");
        news.ForEach(toDo => Tell(toDo.ToString()));
        _shownToDos = [.. now];
    }

    private void Line(string text) => output.WriteLine(text);

    /// <summary>Runs that a killed program left behind go on by themselves; they end first.</summary>
    private async Task EndLeftoversAsync()
    {
        await client.Coordinator.CreateThreadAsync(new ThreadOptions { ThreadId = Thread, IfExists = IfThreadExists.DoNothing });
        var queue = await client.Coordinator.GetQueueAsync(Thread);
        foreach (var runId in queue.PendingRunIds.Prepend(queue.RunningRunId).OfType<string>())
        {
            Tell("a run of an earlier program goes on and ends first");
            await client.Coordinator.JoinAsync(Thread, runId);
        }
    }

    /// <summary>The word for an enum value: <c>AwaitingAnswer</c> is "awaiting answer".</summary>
    private static string Name<T>(T value)
        where T : struct, Enum =>
        string.Concat(value.ToString().Select((letter, index) => char.IsUpper(letter) ? (index == 0 ? "" : " ") + char.ToLowerInvariant(letter) : letter.ToString()));
}
