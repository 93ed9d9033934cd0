namespace GraphRuntime.Threads;

/// <summary>Gives conditions their values: a real snapshot, or one that an analysis makes up.</summary>
internal interface IPolicyValues
{
    long Number(PolicyNumber number);

    bool Test(TestCondition test);
}
