namespace GraphRuntime.Threads;

/// <summary>Waits for the verb of a rule.</summary>
internal sealed class PolicyStep<TInput, TNext>(Func<PolicyAction, TNext> then) : PolicyVerbs<TInput, TNext>
    where TInput : class
{
    private protected override TNext Then(PolicyAction action) => then(action);
}
