using TaskMaistro.Assistant;

namespace TaskMaistro.Chat;

/// <summary>What the scripted model makes of one message.</summary>
/// <param name="Message">The message of the user.</param>
/// <param name="ToDo">The to-do that it creates.</param>
/// <param name="Reply">What it tells the user afterwards.</param>
internal sealed record ScriptLine(string Message, ToDo ToDo, string Reply)
{
    /// <summary>What it says if the to-do is on the list already; <see langword="null"/> to create another one.</summary>
    public string? IfKnown { get; init; }

    /// <summary>A to-do that gets a new deadline by the way, by its task.</summary>
    public string? AlsoUpdates { get; init; }

    public string? NewDeadline { get; init; }

    public string? Plan { get; init; }
}
