namespace GraphRuntime.Values;

/// <summary>Recognises what writing a value throws: the serializer, a converter or a getter of the value, or a guard. All of it is the value's fault.</summary>
internal static class Unstorable
{
    public static bool Is(Exception exception) => exception is not (GraphRuntimeException or OutOfMemoryException);
}
