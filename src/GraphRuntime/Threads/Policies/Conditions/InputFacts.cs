using GraphRuntime.Threads;

namespace GraphRuntime;

/// <summary>What rules can ask about the input of the new run.</summary>
/// <typeparam name="TInput">What the graph reads its input as: its state.</typeparam>
public sealed class InputFacts<TInput>
    where TInput : class
{
    private static readonly PolicyText AllText = new("Input", static context => context.InputText);

    internal InputFacts()
    {
    }

    /// <summary>Any text in the input contains at least one of the words.</summary>
    /// <param name="words">The words.</param>
    /// <returns>The condition.</returns>
    public PolicyCondition ContainsAny(params IReadOnlyList<string> words) => AllText.ContainsAny(words);

    /// <summary>A text of the input.</summary>
    /// <param name="name">Its name in descriptions.</param>
    /// <param name="read">Reads it; pure and quick.</param>
    /// <returns>The text.</returns>
    public PolicyText Text(string name, Func<TInput, string?> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(read);
        return new PolicyText(name, context => context.Input is null ? null : read(PolicyInput.As<TInput>(context.Input)));
    }

    /// <summary>A condition on the input in code of the application; it does not hold for answers and resumes.</summary>
    /// <param name="name">Its name in descriptions.</param>
    /// <param name="test">The condition; pure and quick.</param>
    /// <returns>The condition.</returns>
    public PolicyCondition Where(string name, Func<TInput, bool> test)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(test);
        return new TestCondition(name, context => context.Input is not null && test(PolicyInput.As<TInput>(context.Input))) { IsOpaque = true };
    }
}
