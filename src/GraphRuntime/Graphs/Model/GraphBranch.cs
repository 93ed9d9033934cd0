namespace GraphRuntime.Graphs;

/// <summary>A conditional edge.</summary>
/// <param name="Name">Its name, unique among the branches of a node.</param>
/// <param name="Choose">Chooses from the state with only the node's own writes.</param>
/// <param name="Map">Where the choices lead; <see langword="null"/> where a choice is itself the name of a node.</param>
internal sealed record GraphBranch(string Name, Func<object, CancellationToken, ValueTask<Routes>> Choose, IReadOnlyDictionary<string, int>? Map);
