using System.Collections.Concurrent;

namespace GraphRuntime.Policies.Tests;

/// <summary>The bank of the documentation.</summary>
internal static class Bank
{
    public static ConcurrentQueue<string?> Refunds { get; } = new();

    public static ValueTask ReserveAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public static ValueTask<string> ChargeAsync(CancellationToken cancellationToken) => new("charged");

    public static ValueTask RefundAsync(string? receipt, CancellationToken cancellationToken)
    {
        Refunds.Enqueue(receipt);
        return ValueTask.CompletedTask;
    }
}
