namespace GraphRuntime;

public sealed partial class NodeContext
{
    /// <summary>
    /// Asks for a value from outside. The first time the run pauses here; when it is resumed with an answer the node runs again from its beginning and
    /// this call returns the answer. An answer belongs to the question that showed the same payload; give questions whose payload may change a key.
    /// </summary>
    /// <typeparam name="TAnswer">The type of the answer.</typeparam>
    /// <param name="payload">What the caller is shown; written as JSON.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="TaskPausedException">There is no answer yet. Let it pass; the pause is already recorded.</exception>
    /// <exception cref="AnswerException">The answer has another type.</exception>
    /// <exception cref="StateSerializationException">The serializer of the state does not know the type of the answer, so the question could not be answered.</exception>
    /// <exception cref="AttemptEndedException">The attempt has ended; nothing was asked.</exception>
    /// <exception cref="MissingCheckpointerException">The run has no checkpointer or no thread, so it could never be resumed.</exception>
    public TAnswer Interrupt<TAnswer>(object? payload) => _attempt.Questions.Ask<TAnswer>(null, payload);

    /// <summary>As <see cref="Interrupt{TAnswer}(object?)"/>, for a question that is known by a key: its answer is found whatever the order of questions and whatever the payload.</summary>
    /// <typeparam name="TAnswer">The type of the answer.</typeparam>
    /// <param name="key">Names the question within the node.</param>
    /// <param name="payload">What the caller is shown; written as JSON.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="TaskPausedException">There is no answer yet. Let it pass; the pause is already recorded.</exception>
    /// <exception cref="AnswerException">The answer has another type.</exception>
    /// <exception cref="AttemptEndedException">The attempt has ended; nothing was asked.</exception>
    /// <exception cref="MissingCheckpointerException">The run has no checkpointer or no thread, so it could never be resumed.</exception>
    public TAnswer Interrupt<TAnswer>(string key, object? payload)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return _attempt.Questions.Ask<TAnswer>(key, payload);
    }
}
