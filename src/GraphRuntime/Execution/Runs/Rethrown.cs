using System.Runtime.ExceptionServices;

namespace GraphRuntime.Execution;

/// <summary>Keeps the stack trace of an exception that is thrown again elsewhere.</summary>
internal static class Rethrown
{
    public static Exception From(Exception exception)
    {
        ExceptionDispatchInfo.Throw(exception);
        return exception;
    }
}
