using System.Reflection;

namespace GraphRuntime.Product.Tests;

/// <summary>The libraries that are packed.</summary>
internal static class Libraries
{
    public static IReadOnlyList<Assembly> All { get; } =
    [
        typeof(Graph).Assembly,
        typeof(Sqlite.SqliteStorage).Assembly,
        typeof(Postgres.PostgresStorage).Assembly,
        typeof(Testing.CheckpointerConformance).Assembly,
        typeof(AI.MessagesAttribute).Assembly,
        typeof(AI.Testing.ScriptedChatClient).Assembly,
        typeof(Scheduling.GraphSchedules).Assembly,
        typeof(AspNetCore.HttpApiOptions).Assembly,
        typeof(Studio.StudioOptions).Assembly,
    ];

    public static Assembly Core => All[0];

    public static TheoryData<string> Names { get; } = [.. All.Select(static a => a.GetName().Name!)];

    public static Assembly Find(string name) => All.Single(a => a.GetName().Name == name);
}
