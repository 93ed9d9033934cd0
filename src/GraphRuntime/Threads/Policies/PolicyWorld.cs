namespace GraphRuntime.Threads;

/// <summary>A snapshot that an analysis makes up.</summary>
internal sealed class PolicyWorld(Dictionary<PolicyNumber, long> numbers, HashSet<string> tests) : IPolicyValues
{
    public bool IsBusy => numbers[PolicyNumber.Active] > 0;

    /// <summary>Whether a thread can be like this.</summary>
    public bool IsPossible
    {
        get
        {
            var (active, pending) = (numbers[PolicyNumber.Active], numbers[PolicyNumber.Pending]);
            var (running, age) = (numbers[PolicyNumber.RunningFor], numbers[PolicyNumber.Age]);
            return active - pending is 0 or 1 && running <= age && (active > 0 || age == 0);
        }
    }

    public long Number(PolicyNumber number) => numbers[number];

    public bool Test(TestCondition test) => tests.Contains(test.Key);
}
