using TaskMaistro.Assistant;

namespace TaskMaistro.Chat;

/// <summary>The messages that the scripted model knows; of others it makes a to-do word by word.</summary>
internal static class Script
{
    private const string Add = "Add a ToDo to ";

    private static readonly ScriptLine[] Lines =
    [
        Line("Add a ToDo to follow-up with DI Repairs.", "Follow-up with DI Repairs", 30, null, "I've added a task to follow-up with DI Repairs to your ToDo list."),
        Line("Add a ToDo to mount dresser to the wall.", "Mount dresser to the wall", 60, null, "I've added mounting the dresser to the wall to your ToDo list."),
        Line("Send Erik his t-shirt gift this weekend.", "Send Erik his t-shirt gift", 30, "2024-11-19", "I've updated your ToDo list to send Erik his t-shirt gift this weekend."),
        Line(
            "Get cash and pay nanny for 2 weeks. Do this by Friday.",
            "Get cash and pay nanny for 2 weeks",
            15,
            "2024-11-17",
            "I've updated your ToDo list to ensure you get cash and pay the nanny for 2 weeks by Friday.") with
        {
            AlsoUpdates = "Send Erik his t-shirt gift",
            NewDeadline = "2024-11-17",
            Plan = "Update the deadline for sending Erik his t-shirt gift to this weekend, which is by 2024-11-17.",
        },
        Line(
            "Never mind, create a ToDo to Order Ham for Thanksgiving by next Friday.",
            "Order Ham for Thanksgiving",
            30,
            "2024-11-22",
            "I've added the task \"Order Ham for Thanksgiving\" to your ToDo list."),
        Line(
            "Actually, add a ToDo to drop by Yoga in person on Sunday.",
            "Drop by Yoga in person",
            60,
            "2024-11-24",
            "I've added dropping by Yoga in person on Sunday to your ToDo list.") with
        {
            IfKnown = "It looks like the task \"Drop by Yoga in person\" is already on your ToDo list. Would you like me to update the deadline to the upcoming Sunday instead?",
        },
    ];

    public static ScriptLine Find(string message) =>
        Array.Find(Lines, line => line.Message == message) ?? Unknown(message.StartsWith(Add, StringComparison.OrdinalIgnoreCase) ? message[Add.Length..] : message);

    private static ScriptLine Unknown(string task)
    {
        var words = task.Trim().TrimEnd('.');
        var title = words.Length == 0 ? "Nothing" : char.ToUpperInvariant(words[0]) + words[1..];
        return Line(task, title, null, null, $"I've added \"{title}\" to your ToDo list.");
    }

    private static ScriptLine Line(string message, string task, int? minutes, string? deadline, string reply) =>
        new(message, new ToDo { Id = "", Task = task, TimeToComplete = minutes, Deadline = deadline }, reply);
}
