namespace GraphRuntime.AI;

/// <summary>Several updates as one, written in their order.</summary>
internal sealed class CombinedUpdate<TState>(params IReadOnlyList<StateUpdate> updates) : StateUpdate<TState>
    where TState : class
{
    public override void WriteTo(UpdateWriter writer)
    {
        foreach (var update in updates)
        {
            update.WriteTo(writer);
        }
    }

    /// <summary>One update, or <see langword="null"/> where there is none.</summary>
    public static StateUpdate<TState>? Of(params IReadOnlyList<StateUpdate?> updates)
    {
        StateUpdate[] given = [.. updates.OfType<StateUpdate>()];
        return given is [StateUpdate<TState> only] ? only : given.Length == 0 ? null : new CombinedUpdate<TState>(given);
    }
}
