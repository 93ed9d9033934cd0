namespace GraphRuntime.Policies.Tests;

/// <summary>The mail of the documentation.</summary>
internal static class Mailer
{
    public static ValueTask<string> SendAsync(string? text, CancellationToken cancellationToken) => new($"sent {text}");

    public static ValueTask<EffectFinding<string>> FindAsync(string runId, CancellationToken cancellationToken) => new(EffectFinding<string>.DidNotHappen);
}
