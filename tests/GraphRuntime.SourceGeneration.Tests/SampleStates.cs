namespace GraphRuntime.SourceGeneration.Tests;

/// <summary>Declarations that are correct and show what the generator can do.</summary>
internal static class SampleStates
{
    public const string Chat = """
        namespace Sample.App;

        public sealed record ChatMessage(string Role, string Text);

        [GraphState]
        public sealed partial record ChatState
        {
            [Append] public ImmutableArray<ChatMessage> Messages { get; init; } = [];
            public string? Draft { get; init; }
            [Reduce(nameof(Sum))] public int Cost { get; init; }
            public bool IsEmpty => Messages.IsEmpty;
            private static int Sum(int current, int update) => current + update;
        }
        """;

    public const string AllKinds = """
        namespace Sample;

        internal sealed class Context : JsonSerializerContext
        {
            private Context() : base(null) { }
            public static Context Default { get; } = new();
            protected override JsonSerializerOptions? GeneratedSerializerOptions => null;
            public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null;
        }

        internal sealed class NotesAttribute : Attribute, IListRules<string>
        {
            public static string KeyOf(string element) => element;
        }

        [GraphState(Version = 2, JsonContext = typeof(Context))]
        internal sealed partial record AllKinds
        {
            [Append] public IReadOnlyList<string?> Log { get; init; } = [];
            [Merge(nameof(KeyOf))] public ImmutableArray<(string Key, int Value)> Entries { get; init; } = [];
            [Merge] public ImmutableDictionary<string, decimal> Prices { get; init; } = ImmutableDictionary<string, decimal>.Empty;
            [Notes] public IReadOnlyList<string> Notes { get; init; } = [];
            [Reduce(nameof(Longest))] public string? Longest1 { get; init; }
            [Ephemeral] public int? Guarded { get; init; }
            [Ephemeral(Guard = false)] public int? Unguarded { get; init; }
            [AnyValue] public Guid Any { get; init; }
            [Untracked(Guard = false)] public object? Handle { get; init; }
            [Topic] public ImmutableArray<int> Events { get; init; } = [];
            [Topic(Accumulate = true)] public ImmutableArray<int> AllEvents { get; init; } = [];
            [JsonPropertyName("with \"quotes\"")] public required string Name { get; init; }

            private static string KeyOf((string Key, int Value) entry) => entry.Key;
            private static string? Longest(string? current, IReadOnlyList<string> update) => update.Count > 0 ? update[0] : current;
        }
        """;

    public const string NestedPositional = """
        partial class Outer<T>
        {
            internal partial record struct Middle
            {
                internal partial interface Inner
                {
                    [GraphState]
                    private sealed partial record State(string Name, [property: Append] ImmutableArray<T> Items, int Limit = 3)
                    {
                        public required string @class { get; init; }
                        public string Name { get; init; } = Name;
                        [Obsolete("Use Name.")] public string? Old { get; init; }
                    }
                }
            }
        }
        """;

    public static string Named(string name) => name switch
    {
        nameof(Chat) => Chat,
        nameof(AllKinds) => AllKinds,
        _ => NestedPositional,
    };
}
