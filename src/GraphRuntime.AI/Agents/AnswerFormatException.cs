namespace GraphRuntime.AI;

/// <summary>The answer of a model is not of the type that the agent promises. Retry the node of the model, or make the instructions clearer.</summary>
public sealed class AnswerFormatException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="answerType">The type of the answer.</param>
    /// <param name="innerException">What the serializer said.</param>
    public AnswerFormatException(Type answerType, Exception? innerException = null)
        : base($"The model's answer is not the JSON of a {answerType?.Name}. Retry the node (AgentBuilder.ModelNode), or say in the instructions what the answer looks like.", innerException!) =>
        AnswerType = answerType!;

    /// <summary>The type of the answer.</summary>
    public Type AnswerType { get; }
}
