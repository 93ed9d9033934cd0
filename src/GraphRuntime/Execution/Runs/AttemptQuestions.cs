using System.Text.Json;

namespace GraphRuntime.Execution;

/// <summary>The questions of one attempt. An answer that was given before is returned; otherwise the attempt pauses.</summary>
internal sealed class AttemptQuestions(TaskAttempt attempt)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private int _numbered;

    private GraphTask Task => attempt.Task;

    private LoopState Loop => Task.Loop;

    /// <summary>What the names of questions begin with: those of an error handler are others than those of its node.</summary>
    private string Prefix => attempt.IsHandler ? "h" : "";

    public TAnswer Ask<TAnswer>(string? key, object? payload)
    {
        attempt.ThrowIfOver();
        var number = key is null ? NextNumber() : 0;
        JsonElement? shown = null;
        string? question;
        lock (_gate)
        {
            question = Task.Answers is null ? null
                : key is not null ? FindByKey(key)
                : Task.Answers.Find(Prefix, number, Loop.Superstep.HasEdits ? null : TaskAnswers.Digest((shown = ToJson(payload)).Value), _used);
        }

        if (question is not null)
        {
            return Take<TAnswer>(question);
        }

        RequireCheckpointer();
        var schema = ValueSchema.Of(GraphJson.TypeInfo<TAnswer>(Loop.Graph.Schema.JsonOptions, "answer"));
        var name = key is not null ? KeyName(key) : Task.Answers?.FreeName(Prefix, number) ?? TaskAnswers.Name(Prefix, number);
        attempt.Pause([new Interrupt(Id(name), shown ?? ToJson(payload), isAnswerable: true, schema, Loop.Graph.Schema.JsonOptions)]);
        throw new TaskPausedException(Task.TaskId, attempt.Token);
    }

    /// <summary>Records a pause that cannot be answered.</summary>
    public void PauseOn(NodeInterruptException exception)
    {
        RequireCheckpointer();
        var name = TaskAnswers.Name(Prefix, NextNumber());
        attempt.Pause([new Interrupt(Id(name), ToJson(exception.Payload), isAnswerable: false, answerSchema: null, Loop.Graph.Schema.JsonOptions)]);
    }

    /// <summary>The number of the next question without a key; the same in every attempt for the same question.</summary>
    private int NextNumber() => Interlocked.Increment(ref _numbered) - 1;

    private string? FindByKey(string key) => KeyName(key) is var name && Task.Answers!.All.ContainsKey(name) ? name : null;

    private string KeyName(string key) => $"{Prefix}k:{Uri.EscapeDataString(key)}";

    private string Id(string question) => QuestionId.Of(Loop.Namespace, Task.TaskId, Loop.StepId, question);

    private TAnswer Take<TAnswer>(string question)
    {
        var answer = Task.Answers!.All[question].Value;
        lock (_gate)
        {
            _used.Add(question);
        }

        attempt.MarkPersonal();
        if (typeof(TAnswer) == typeof(JsonElement))
        {
            return (TAnswer)(object)answer;
        }

        try
        {
            return answer.Deserialize(GraphJson.TypeInfo<TAnswer>(Loop.Graph.Schema.JsonOptions, "answer"))!;
        }
        catch (Exception e) when (e is not StateSerializationException)
        {
            // Whatever reading it throws (the serializer, or a constructor of the type), the answer does not fit the question.
            var id = Id(question);
            attempt.Refuse(new AnswerException(
                Task.ThreadId,
                $"The answer to interrupt '{id}' is not a {typeof(TAnswer).Name}, which node '{Task.NodeName}' asks for. Answer again with a value of that type.",
                id,
                [id],
                e)
            {
                IsMismatch = true,
            });
            throw attempt.Refusal!;
        }
    }

    private void RequireCheckpointer()
    {
        if (Loop.Checkpointer is null)
        {
            throw new MissingCheckpointerException(
                Loop.Graph.Name,
                $"node '{Task.NodeName}' wants to pause, but the run could not be resumed",
                "Compile the graph with a checkpointer and give the run a thread id; a subgraph must not be compiled with SubgraphPersistence.None.");
        }
    }

    private JsonElement ToJson(object? payload) => payload switch
    {
        null => JsonValues.Null,
        JsonElement json => json.Clone(),
        _ => GraphJson.ToJson(payload, Loop.Graph.Schema.JsonOptions, $"interrupt of {Task.NodeName}"),
    };
}
