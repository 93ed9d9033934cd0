namespace GraphRuntime.Threads;

/// <summary>Gives rules the input in the type that their policy names.</summary>
internal static class PolicyInput
{
    public static TInput As<TInput>(object input)
        where TInput : class =>
        input as TInput ?? throw new InvalidCastException(
            $"The policy is for inputs of type {typeof(TInput).Name}, but the graph reads its input as {input.GetType().Name}. Build it with RunPolicy.For<{input.GetType().Name}>().");
}
