using GraphRuntime.Conformance.Expressions;
using GraphRuntime.Conformance.Programs;

namespace GraphRuntime.Conformance.Running;

/// <summary>Exceptions in the normalised form of the case format.</summary>
internal static class ErrorJson
{
    public static JsonElement Write(Exception error, CaseCounters counters) => error is ProgramException failure
        ? Json.Object(("kind", Json.Text("NodeError")), ("type", Json.Text(failure.Type)), ("message", Json.Text(failure.Message)))
        : Json.Object(("kind", Json.Text(Kind(error, counters))), ("native", Json.Text($"{error.GetType().Name}: {error.Message}")));

    private static string Kind(Exception error, CaseCounters counters) => error switch
    {
        GraphRecursionException => "GraphRecursionError",
        InvalidUpdateException or AmbiguousEditException or UnknownNodeException => "InvalidUpdateError",
        RouteException route when counters.IsUnknownSend(route.Destination) => "InvalidUpdateError",
        EmptyInputException => "EmptyInputError",
        MissingCheckpointerException => "GraphValueError",
        GraphBuildException => "CompileError",
        _ => "Error",
    };
}
