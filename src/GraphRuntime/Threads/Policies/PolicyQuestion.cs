namespace GraphRuntime;

/// <summary>What a person is asked who decides about a new message: wait, interrupt, roll back, or drop it.</summary>
/// <param name="Context">The thread as it is. The answer counts only for this; if the thread has moved on meanwhile, it is asked again, or not needed any more.</param>
public sealed record PolicyQuestion(PolicyContext Context)
{
    /// <summary>The answers, in the order in which they are numbered from 1.</summary>
    public static IReadOnlyList<MultitaskStrategy> Choices { get; } =
        [MultitaskStrategy.Enqueue, MultitaskStrategy.Interrupt, MultitaskStrategy.Rollback, MultitaskStrategy.Reject];

    /// <summary>Reads an answer: a number from 1 to 4, or the name of a strategy.</summary>
    /// <param name="answer">What was typed.</param>
    /// <returns>The strategy; <see cref="MultitaskStrategy.Enqueue"/> for anything else, because nothing is lost by it.</returns>
    public static MultitaskStrategy Read(string? answer)
    {
        var text = answer?.Trim() ?? "";
        for (var i = 0; i < Choices.Count; i++)
        {
            if (text == (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) || string.Equals(text, Choices[i].ToName(), StringComparison.OrdinalIgnoreCase))
            {
                return Choices[i];
            }
        }

        return MultitaskStrategy.Enqueue;
    }
}
