namespace GraphRuntime.Threads.Tests;

/// <summary>A world with a conversation.</summary>
internal sealed class TestWorld : CoordinatorWorld
{
    public TestWorld(TestStores stores)
        : base(stores)
    {
        Chat = new ChatGraph(Checkpointer, Time);
        Add(Chat.Engine);
    }

    public ChatGraph Chat { get; }
}
