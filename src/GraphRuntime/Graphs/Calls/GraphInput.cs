using GraphRuntime.Execution;

namespace GraphRuntime;

/// <summary>What a run is given: an update of the state, a command, answers to interrupts, or nothing (go on with what is pending).</summary>
public sealed class GraphInput
{
    private GraphInput()
    {
    }

    /// <summary>Continues with what is pending: after a breakpoint, an error, or from an earlier checkpoint.</summary>
    public static GraphInput Resume { get; } = new();

    /// <summary>The update, or <see langword="null"/>.</summary>
    internal StateUpdate? Update { get; private init; }

    /// <summary>The destinations of a command.</summary>
    internal Routes Goto { get; private init; }

    /// <summary>True where the input is a command: its update is an edit, not a new input.</summary>
    internal bool IsCommand { get; private init; }

    /// <summary>The answer to the only open interrupt; meaningful with <see cref="HasAnswer"/>.</summary>
    internal object? SingleAnswer { get; private init; }

    internal bool HasAnswer { get; private init; }

    /// <summary>Answers by the id of their interrupt.</summary>
    internal IReadOnlyDictionary<string, object?>? AnswersById { get; private init; }

    internal bool IsAnswering => HasAnswer || AnswersById is not null;

    internal bool IsResume => Update is null && (!IsCommand || (IsAnswering && Goto.Count == 0));

    /// <summary>Answers the only open interrupt of the thread.</summary>
    /// <param name="value">The answer; its type must be the one that the node asked for.</param>
    /// <returns>The input.</returns>
    public static GraphInput Answer(object? value) => new() { IsCommand = true, HasAnswer = true, SingleAnswer = value };

    /// <summary>Answers one interrupt by its id.</summary>
    /// <param name="interruptId">The id, from <see cref="Interrupt.Id"/>.</param>
    /// <param name="value">The answer.</param>
    /// <returns>The input.</returns>
    public static GraphInput Answer(string interruptId, object? value)
    {
        ArgumentNullException.ThrowIfNull(interruptId);
        return Answers(new Dictionary<string, object?> { [interruptId] = value });
    }

    /// <summary>Answers several interrupts by their ids.</summary>
    /// <param name="answers">The answers by interrupt id.</param>
    /// <returns>The input.</returns>
    public static GraphInput Answers(IReadOnlyDictionary<string, object?> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        if (answers.Count == 0)
        {
            throw new ArgumentException("There is no answer in it. Give at least one, or use GraphInput.Resume.", nameof(answers));
        }

        return new GraphInput { IsCommand = true, AnswersById = answers };
    }

    /// <summary>A new input.</summary>
    /// <param name="update">The update of the state.</param>
    /// <returns>The input.</returns>
    public static GraphInput From(StateUpdate update) => new() { Update = update ?? throw new ArgumentNullException(nameof(update)) };

    /// <summary>A command: edits the state or chooses the next nodes, and is not a new input.</summary>
    /// <param name="command">The command.</param>
    /// <returns>The input.</returns>
    public static GraphInput From(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return new GraphInput { IsCommand = true, Update = command.UpdateObject, Goto = command.Goto };
    }

    /// <summary>An input that was kept in a store.</summary>
    internal static GraphInput FromStored(StateUpdate? update, Routes destinations, bool isCommand, object? single, IReadOnlyDictionary<string, object?>? answers) => new()
    {
        Update = update,
        Goto = destinations,
        IsCommand = isCommand,
        HasAnswer = single is not null,
        SingleAnswer = single,
        AnswersById = answers,
    };

    /// <summary>The same input with a command, which edits the state or chooses the next nodes.</summary>
    /// <param name="command">The command.</param>
    /// <returns>The input.</returns>
    /// <exception cref="InvalidOperationException">The input has an update or destinations already.</exception>
    public GraphInput With(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (Update is not null || Goto.Count > 0)
        {
            throw new InvalidOperationException("The input has an update or destinations already, which the command would replace. Put all of it into the command.");
        }

        return new GraphInput
        {
            IsCommand = true,
            Update = command.UpdateObject,
            Goto = command.Goto,
            HasAnswer = HasAnswer,
            SingleAnswer = SingleAnswer,
            AnswersById = AnswersById,
        };
    }

    /// <summary>A new input.</summary>
    /// <param name="update">The update of the state.</param>
    public static implicit operator GraphInput(StateUpdate update) => From(update);
}
