namespace TaskMaistro.Assistant;

/// <summary>Who talks. The id travels with every run as the context value "user_id" and is no part of the conversation.</summary>
internal sealed record User(string Id)
{
    private const string Key = "user_id";

    public static User Of(RunValues run) => new(run.Get<string>(Key));

    /// <summary>The configuration of a run of this user.</summary>
    public RunConfig Config(RunConfig? config = null) => (config ?? new RunConfig()) with { Context = new Dictionary<string, object?> { [Key] = Id } };
}
