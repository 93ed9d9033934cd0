using Microsoft.Extensions.Options;

namespace GraphRuntime.AspNetCore;

/// <summary>Refuses options that mean nothing when the host starts.</summary>
internal sealed class HttpApiOptionsValidator(IServiceProviderIsService services) : IValidateOptions<HttpApiOptions>
{
    private const int MinKeyBytes = 16;

    public ValidateOptionsResult Validate(string? name, HttpApiOptions options)
    {
        var problems = new List<string>();
        void Require(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }

        Require(options.HeartbeatInterval >= TimeSpan.FromSeconds(1), "HeartbeatInterval is at least 1 second.");
        Require(options.MaxRequestBytes > 0, "MaxRequestBytes is positive.");
        Require(options.MaxPageSize > 0, "MaxPageSize is positive.");
        Require(options.MaxOpenStreams > 0, "MaxOpenStreams is positive.");
        Require(options.MaxOpenStreamsPerOwner > 0, "MaxOpenStreamsPerOwner is positive.");
        Require(options.ConflictStatus is StatusCodes.Status409Conflict or StatusCodes.Status422UnprocessableEntity, "ConflictStatus is 409 or 422.");
        Require(options.Webhooks.Timeout > TimeSpan.Zero, "Webhooks.Timeout is positive.");
        Require(
            options.Webhooks.AllowedHosts.Count == 0 || services.IsService(typeof(IRunCompletionCallback)),
            "Webhooks.AllowedHosts is set where AddHttpApi is called, in its argument: otherwise no notification would be sent.");
        Require(options.Webhooks.SigningKey.Length is 0 or >= MinKeyBytes, $"Webhooks.SigningKey has at least {MinKeyBytes} bytes.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
