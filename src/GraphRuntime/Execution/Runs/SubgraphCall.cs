using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>One call of a subgraph: who makes it, from where, and where its checkpoints are.</summary>
internal sealed class SubgraphCall
{
    private SubgraphCall(TaskAttempt caller, GraphDefinition graph, string name, string ns, bool isFirst)
    {
        IsFirst = isFirst;
        Caller = caller;
        Graph = graph;
        Name = name;
        Namespace = ns;
    }

    public TaskAttempt Caller { get; }

    public GraphDefinition Graph { get; }

    /// <summary>Whether it is the first call of its attempt, and the node makes it itself.</summary>
    public bool IsFirst { get; }

    /// <summary>The identity of the call: the same when its node is retried or resumed, and another one for every other call.</summary>
    public string Name { get; }

    /// <summary>The namespace of its checkpoints: its own, or that of the memory which the call uses.</summary>
    public string Namespace { get; }

    public bool UsesMemory => Graph.Options.Persistence == SubgraphPersistence.OwnMemory;

    /// <summary>Names the next call of an attempt.</summary>
    public static SubgraphCall Next(TaskAttempt caller, GraphDefinition graph, string? memoryKey)
    {
        var number = new CallNumber(caller.NextCall(), caller.IsHandler);
        var name = NameOf(caller.Task, number);
        return new SubgraphCall(caller, graph, name, NamespaceOf(caller.Task, graph, name, number, memoryKey), number == default);
    }

    /// <summary>The first call that a task makes or made, for somebody who looks at its state.</summary>
    public static SubgraphCall First(GraphTask task, GraphDefinition graph)
    {
        var attempt = new TaskAttempt(task, 1, isHandler: false, task.ParentToken);
        return Next(attempt, graph, MemoryKey(task, graph));
    }

    /// <summary>The namespace in which the first call of a task is found.</summary>
    public static string FirstNamespace(GraphTask task, GraphDefinition graph) =>
        NamespaceOf(task, graph, NameOf(task, default), default, MemoryKey(task, graph));

    /// <summary>The key of the memory that a node uses, where its options say so.</summary>
    public static string? MemoryKey(GraphTask task, GraphDefinition graph) =>
        graph.Options.Persistence == SubgraphPersistence.OwnMemory ? task.Node.Options.MemoryKey?.Invoke(task.Input) : null;

    private static string NameOf(GraphTask task, CallNumber number) =>
        Namespaces.Call(task.Loop.Namespace, task.NodeName, task.Loop.StepId, task.SendIndex, number);

    private static string NamespaceOf(GraphTask task, GraphDefinition graph, string name, CallNumber number, string? memoryKey) =>
        graph.Options.Persistence == SubgraphPersistence.OwnMemory
            ? Namespaces.Memory(task.Loop.Namespace, task.NodeName, task.SendIndex, number, memoryKey)
            : name;
}
