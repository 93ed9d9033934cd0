namespace GraphRuntime.Policies.Tests;

public sealed class InMemoryTalkTests() : TalkTests(new MemoryPlace());
