using System.Text.Json;
using GraphRuntime.Execution;

namespace GraphRuntime;

public sealed partial class NodeContext
{
    private List<JsonElement>? _answers;
    private int _asked;

    /// <summary>The questions that the task waits on.</summary>
    internal List<Interrupt>? Interrupts { get; private set; }

    /// <summary>The answers given so far, in the order of the questions.</summary>
    internal List<JsonElement>? Answers => _answers;

    internal bool HasNewAnswers { get; private set; }

    /// <summary>True once the task paused, whatever its node did afterwards.</summary>
    internal bool IsPaused { get; private set; }

    /// <summary>
    /// Asks for a value from outside. The first time the run pauses here; when it is resumed with an answer the node runs again from its beginning and
    /// this call returns the answer.
    /// </summary>
    /// <typeparam name="TAnswer">The type of the answer.</typeparam>
    /// <param name="payload">What the caller is shown; written as JSON.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="TaskPausedException">There is no answer yet. Let it pass; the pause is already recorded.</exception>
    /// <exception cref="AnswerException">The answer has another type.</exception>
    /// <exception cref="MissingCheckpointerException">The run has no checkpointer or no thread, so it could never be resumed.</exception>
    public TAnswer Interrupt<TAnswer>(object? payload)
    {
        ThrowIfPaused();
        var index = _asked++;
        var id = InterruptId(index);
        if (TryAnswer(index, id, out var answer))
        {
            return ReadAnswer<TAnswer>(answer, id);
        }

        RequireCheckpointer();
        Pause(new Interrupt(id, ToJson(payload), isAnswerable: true, Loop.Graph.Schema.JsonOptions));
        throw new TaskPausedException(TaskId, CancellationToken);
    }

    /// <summary>Records a pause that cannot be answered.</summary>
    internal void PauseOn(NodeInterruptException exception)
    {
        RequireCheckpointer();
        Pause(new Interrupt(InterruptId(_asked), ToJson(exception.Payload), isAnswerable: false, Loop.Graph.Schema.JsonOptions));
    }

    /// <summary>Records that the subgraph which this task runs has paused.</summary>
    internal void PauseOn(IReadOnlyList<Interrupt> interrupts)
    {
        IsPaused = true;
        if (interrupts.Count > 0)
        {
            (Interrupts ??= []).AddRange(interrupts);
        }

        CancelToken();
    }

    /// <summary>The answer that the task could not take, whatever its node did afterwards.</summary>
    internal AnswerException? Refusal { get; private set; }

    internal void Refuse(AnswerException refusal) => Refusal ??= refusal;

    internal void SetAnswers(List<JsonElement> answers) => _answers = answers;

    internal void ThrowIfPaused()
    {
        if (IsPaused)
        {
            throw new TaskPausedException(TaskId, CancellationToken);
        }
    }

    private string InterruptId(int index) => $"{(Namespace.Length == 0 ? "" : Namespace + "/")}{TaskId}@{Loop.CheckpointId}!{index}";

    private bool TryAnswer(int index, string id, out JsonElement answer)
    {
        if (_answers is not null && index < _answers.Count)
        {
            answer = _answers[index];
            return true;
        }

        if (!Loop.Run.Answers.TryGetValue(id, out answer))
        {
            return false;
        }

        (_answers ??= []).Add(answer);
        HasNewAnswers = true;
        return true;
    }

    private TAnswer ReadAnswer<TAnswer>(JsonElement answer, string id)
    {
        if (typeof(TAnswer) == typeof(JsonElement))
        {
            return (TAnswer)(object)answer;
        }

        try
        {
            return answer.Deserialize(GraphJson.TypeInfo<TAnswer>(Loop.Graph.Schema.JsonOptions, "answer"))!;
        }
        catch (JsonException e)
        {
            Refuse(new AnswerException(
                ThreadId,
                $"The answer to interrupt '{id}' is not a {typeof(TAnswer).Name}, which node '{NodeName}' asks for. Answer again with a value of that type.",
                id,
                [id],
                e));
            throw Refusal!;
        }
    }

    private void Pause(Interrupt interrupt)
    {
        IsPaused = true;
        (Interrupts ??= []).Add(interrupt);
        CancelToken();
    }

    private void RequireCheckpointer()
    {
        if (Loop.Checkpointer is null)
        {
            throw new MissingCheckpointerException(
                Loop.Graph.Name,
                $"node '{NodeName}' wants to pause, but the run could not be resumed",
                "Compile the graph with a checkpointer and give the run a thread id; a subgraph must not be compiled with SubgraphPersistence.None.");
        }
    }

    private JsonElement ToJson(object? payload) => payload switch
    {
        null => JsonValues.Null,
        JsonElement json => json.Clone(),
        _ => GraphJson.ToJson(payload, Loop.Graph.Schema.JsonOptions, $"interrupt of {NodeName}"),
    };
}
