using TaskMaistro.Assistant;
using TaskMaistro.Stories;

namespace TaskMaistro.Talk;

/// <summary>Talks with a person, who may write again while an answer is on its way and then says what is to happen.</summary>
internal sealed class Conversation(
    ThreadClient<TaskState> client,
    ToDoList toDos,
    User user,
    TextReader input,
    TextWriter output)
{
    private const string Thread = "talk";

    private readonly List<Task> _answers = [];

    public async Task PlayAsync()
    {
        await client.Coordinator.CreateThreadAsync(new ThreadOptions { ThreadId = Thread, IfExists = IfThreadExists.DoNothing });
        await output.WriteLineAsync("Write a message, and another one while it is being answered. /todos and /messages show what is there, /quit ends.");
        while (await input.ReadLineAsync() is { } line && line.Trim() != "/quit")
        {
            await TakeAsync(line.Trim());
        }

        await Task.WhenAll(_answers);
    }

    private Task TakeAsync(string line) => line switch
    {
        "" => Task.CompletedTask,
        "/todos" => ShowToDosAsync(),
        "/messages" => ShowMessagesAsync(),
        _ => SayAsync(line),
    };

    private async Task SayAsync(string text)
    {
        var thread = await client.Coordinator.GetThreadAsync(Thread);
        var strategy = thread.Status == ThreadStatus.Busy ? await AskStrategyAsync() : MultitaskStrategy.Enqueue;
        GraphInput message = thread is { Status: ThreadStatus.Interrupted, Pause.Reason: RunStatusReason.AwaitingAnswer } && Answer(text) is { } answer
            ? GraphInput.Answer(answer)
            : TaskState.Say(text);
        try
        {
            var run = await client.CreateRunAsync(Thread, message, new RunOptions { MultitaskStrategy = strategy, Config = user.Config() });
            _answers.Add(AwaitAsync(run, text));
        }
        catch (RunConflictException conflict)
        {
            await output.WriteLineAsync($"  refused ({conflict.StatusCode}): the first message is still being answered");
        }
    }

    private async Task<MultitaskStrategy> AskStrategyAsync()
    {
        await output.WriteLineAsync("  An answer is on its way. 1 enqueue, 2 interrupt, 3 rollback, 4 reject; anything else is enqueue:");
        return (await input.ReadLineAsync())?.Trim() switch
        {
            "2" => MultitaskStrategy.Interrupt,
            "3" => MultitaskStrategy.Rollback,
            "4" => MultitaskStrategy.Reject,
            _ => MultitaskStrategy.Enqueue,
        };
    }

    private async Task AwaitAsync(RunHandle run, string text)
    {
        try
        {
            var info = await run.JoinAsync();
            await output.WriteLineAsync(await DescribeAsync(info, text));
        }
        catch (RunNotFoundException)
        {
            await output.WriteLineAsync($"  \"{text}\" was rolled back");
        }
    }

    private async Task<string> DescribeAsync(RunInfo info, string text)
    {
        if (info.Status == RunStatus.Success)
        {
            return "AI: " + (await client.GetStateAsync(Thread)).State.Messages[^1].Text;
        }

        var questions = (await client.GetStateAsync(Thread)).Interrupts;
        return info.Reason is RunStatusReason.AwaitingAnswer or RunStatusReason.NodePaused && questions is [var question, ..]
            ? $"AI: {question.Value}{(question.IsAnswerable ? " Answer yes or no." : "")}"
            : $"  \"{text}\": {info.Status} {info.Reason} {info.Error}".TrimEnd();
    }

    private async Task ShowToDosAsync()
    {
        foreach (var toDo in await toDos.ReadAsync())
        {
            await output.WriteLineAsync($"  {toDo}");
        }
    }

    private async Task ShowMessagesAsync()
    {
        foreach (var message in (await client.GetStateAsync(Thread)).State.Messages)
        {
            Transcript.Write(output, message);
        }
    }

    private static bool? Answer(string text) => text.ToUpperInvariant() switch
    {
        "YES" or "Y" => true,
        "NO" or "N" => false,
        _ => null,
    };
}
