namespace GraphRuntime.Values;

/// <summary>Recognises exceptions that come from writing a value: from the serializer, a converter or getter of the value, or a guard. The value caused all of them.</summary>
internal static class JsonFailures
{
    public static bool IsWriteFailure(Exception exception) => exception is not (GraphRuntimeException or OutOfMemoryException);
}
