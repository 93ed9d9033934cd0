using Microsoft.Extensions.Options;

namespace GraphRuntime.Threads;

/// <summary>Finds everything that is wrong with the options of a coordinator.</summary>
internal sealed class CoordinatorOptionsValidator : IValidateOptions<CoordinatorOptions>
{
    /// <summary>Refuses options with any problem.</summary>
    /// <exception cref="OptionsValidationException">Lists every problem.</exception>
    public static void Check(CoordinatorOptions options)
    {
        var result = new CoordinatorOptionsValidator().Validate(null, options);
        if (result.Failed)
        {
            throw new OptionsValidationException(nameof(CoordinatorOptions), typeof(CoordinatorOptions), result.Failures);
        }
    }

    public ValidateOptionsResult Validate(string? name, CoordinatorOptions options)
    {
        var problems = new List<string>();
        AtLeastOne(problems, nameof(options.MaxConcurrentRuns), options.MaxConcurrentRuns);
        AtLeastOne(problems, nameof(options.MaxQueuedPerThread), options.MaxQueuedPerThread);
        if (options.MaxPreemptionDepth is < 0 or > 100)
        {
            problems.Add($"{nameof(options.MaxPreemptionDepth)} is {options.MaxPreemptionDepth}; it must be between 0 and 100.");
        }

        AtLeastOne(problems, nameof(options.MaxInputBytes), options.MaxInputBytes);
        AtLeastOne(problems, nameof(options.MaxMetadataEntries), options.MaxMetadataEntries);
        AtLeastOne(problems, nameof(options.MaxMetadataBytes), options.MaxMetadataBytes);
        AtLeastOne(problems, nameof(options.MaxAttempts), options.MaxAttempts);
        AtLeastOne(problems, nameof(options.EventBufferSize), options.EventBufferSize);
        AtLeastOne(problems, nameof(options.MaxCallbackTries), options.MaxCallbackTries);
        Positive(problems, nameof(options.CallbackPatience), options.CallbackPatience);
        Positive(problems, nameof(options.HeartbeatInterval), options.HeartbeatInterval);
        Positive(problems, nameof(options.ReapInterval), options.ReapInterval);
        Positive(problems, nameof(options.PollInterval), options.PollInterval);
        Positive(problems, nameof(options.RunTimeout), options.RunTimeout ?? RunOptionsCheck.LongestTimer);
        Removals(problems, options);
        NotNegative(problems, nameof(options.CancellationGrace), options.CancellationGrace);
        NotNegative(problems, nameof(options.DrainTimeout), options.DrainTimeout);
        NotNegative(problems, nameof(options.RetryBackoff), options.RetryBackoff);
        NotNegative(problems, nameof(options.MaxRetryBackoff), options.MaxRetryBackoff);
        NotNegative(problems, nameof(options.MaxGuardWait), options.MaxGuardWait);
        RetentionOptionsCheck.Find(problems, options.Retention);
        Leases(problems, options);
        Strategies(problems, options);
        Rules(problems, options);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void Removals(List<string> problems, CoordinatorOptions options)
    {
        if (options.RemovedRuns is { } removed && removed.Retention <= TimeSpan.Zero)
        {
            problems.Add($"{nameof(options.RemovedRuns)}.{nameof(removed.Retention)} is {removed.Retention}; it must be more than zero.");
        }
    }

    private static void Leases(List<string> problems, CoordinatorOptions options)
    {
        if (options.LeaseDuration < TimeSpan.FromMilliseconds(100))
        {
            problems.Add($"{nameof(options.LeaseDuration)} is {options.LeaseDuration}; it must be at least 100 milliseconds.");
        }

        NotTooLong(problems, nameof(options.LeaseDuration), options.LeaseDuration);

        if (options.HeartbeatInterval > options.LeaseDuration / 2)
        {
            problems.Add($"{nameof(options.HeartbeatInterval)} is {options.HeartbeatInterval}; it must be at most half of {nameof(options.LeaseDuration)} ({options.LeaseDuration}), so that one lost heartbeat does not lose a run.");
        }
    }

    private static void Strategies(List<string> problems, CoordinatorOptions options)
    {
        foreach (var strategy in options.GraphStrategies.Values.Append(options.DefaultMultitaskStrategy).Where(strategy => !Enum.IsDefined(strategy)))
        {
            problems.Add($"There is no multitask strategy {strategy}; use one of {RunOptionsCheck.Names<MultitaskStrategy>()}.");
        }
    }

    private static void Rules(List<string> problems, CoordinatorOptions options)
    {
        if (!Enum.IsDefined(options.WhenGuarded))
        {
            problems.Add($"There is no {nameof(GuardedStrategy)} {options.WhenGuarded}; use one of {RunOptionsCheck.Names<GuardedStrategy>()}.");
        }

        if (options.WhenPaused is null)
        {
            problems.Add($"{nameof(options.WhenPaused)} is null; use a {nameof(PausedThreadRule)}.");
        }
    }

    private static void AtLeastOne(List<string> problems, string name, int value)
    {
        if (value < 1)
        {
            problems.Add($"{name} is {value}; it must be at least 1.");
        }
    }

    private static void Positive(List<string> problems, string name, TimeSpan value)
    {
        if (value <= TimeSpan.Zero)
        {
            problems.Add($"{name} is {value}; it must be longer than zero.");
        }

        NotTooLong(problems, name, value);
    }

    private static void NotNegative(List<string> problems, string name, TimeSpan value)
    {
        if (value < TimeSpan.Zero)
        {
            problems.Add($"{name} is {value}; it must not be negative.");
        }

        NotTooLong(problems, name, value);
    }

    private static void NotTooLong(List<string> problems, string name, TimeSpan value)
    {
        if (value > RunOptionsCheck.LongestTimer)
        {
            problems.Add($"{name} is {value}; it must be at most 49 days.");
        }
    }
}
