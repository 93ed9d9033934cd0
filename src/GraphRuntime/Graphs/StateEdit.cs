namespace GraphRuntime;

/// <summary>An edit of a state that is known at run time only, as if a node had written it.</summary>
/// <param name="Values">The update; <see langword="null"/> writes nothing (and skips the node).</param>
/// <param name="AsNode">The node that is taken as the writer; <see langword="null"/> for the one that wrote last.</param>
public sealed record StateEdit(StateUpdate? Values, string? AsNode = null);
