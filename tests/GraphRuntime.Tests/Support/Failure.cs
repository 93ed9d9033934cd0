namespace GraphRuntime.Tests.Support;

internal static class Failure
{
    /// <summary>Does what must fail with exactly this type, and hands the exception out.</summary>
    public static async Task<TException> OfAsync<TException>(Func<Task> act)
        where TException : Exception => (await act.Should().ThrowExactlyAsync<TException>()).Which;
}
