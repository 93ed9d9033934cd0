using Microsoft.Extensions.Options;

namespace GraphRuntime.Scheduling;

/// <summary>Refuses options that mean nothing when the host starts.</summary>
internal sealed class SchedulingOptionsValidator : IValidateOptions<SchedulingOptions>
{
    public ValidateOptionsResult Validate(string? name, SchedulingOptions options) =>
        options.PollInterval > TimeSpan.Zero && options.MaxLateness > TimeSpan.Zero
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("PollInterval and MaxLateness are positive.");
}
