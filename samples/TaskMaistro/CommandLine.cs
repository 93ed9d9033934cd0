using TaskMaistro.Assistant;
using TaskMaistro.Stories;

namespace TaskMaistro;

/// <summary>What the user asked for.</summary>
internal sealed record CommandLine(CommandLineAction Action, IReadOnlyList<Story> Stories, Storage Storage, string? Model, User User)
{
    public const string Usage = """
        TaskMaistro, a to-do assistant that is not confused when you write again before it has answered.

          --story NAME      plays one story; without it all of them (--list shows their names)
          --interactive     talks with you: write again while it answers, and choose what happens
          --store memory    keeps nothing
          --store sqlite:FILE
                            keeps everything in a file, and goes on with it next time (default: sqlite:taskmaistro.db)
          --store postgres:CONNECTION
                            keeps everything in a PostgreSQL database, for example postgres:Host=localhost;Username=postgres
          --model NAME      lets a model answer, on the server in OPENAI_BASE_URL with the key in OPENAI_API_KEY
          --user NAME       whose to-do list it is (default: Test-Double-Texting)
          --list            lists the stories
          --help            this text

        It plays without a network: a script answers. For a real model see --model.
        """;

    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var parsed = new CommandLine(CommandLineAction.Play, StoryBook.Stories, Storage.Default, null, new User("Test-Double-Texting"));
        for (var i = 0; i < arguments.Count; i++)
        {
            parsed = arguments[i] switch
            {
                "--story" => parsed with { Stories = [StoryBook.Find(Value(arguments, ref i))] },
                "--store" => parsed with { Storage = Storage.Parse(Value(arguments, ref i)) },
                "--model" => parsed with { Model = Value(arguments, ref i) },
                "--user" => parsed with { User = new User(Value(arguments, ref i)) },
                "--interactive" => parsed with { Action = CommandLineAction.Talk },
                "--list" => parsed with { Action = CommandLineAction.List },
                "--help" or "-h" => parsed with { Action = CommandLineAction.Help },
                _ => throw new UsageException($"'{arguments[i]}' is not an option of this program. --help shows the options."),
            };
        }

        return parsed;
    }

    private static string Value(IReadOnlyList<string> arguments, ref int index) => ++index < arguments.Count
        ? arguments[index]
        : throw new UsageException($"{arguments[index - 1]} needs a value. --help shows the options.");
}
