using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.AI.Tests.Messages;

public sealed class MessagesTests
{
    private readonly InMemoryCheckpointer _checkpointer = new();
    private readonly string _thread = Unique.Name("messages");

    [Fact]
    public async Task A_message_without_an_id_gets_one_and_the_object_of_the_caller_stays_as_it_is()
    {
        var hello = new ChatMessage(ChatRole.User, "hello");

        var state = await WriteAsync([hello, hello]);

        state.Messages.Select(static m => m.Text).Should().Equal("hello", "hello");
        state.Messages.Select(static m => m.MessageId).Should().OnlyHaveUniqueItems().And.NotContainNulls();
        hello.MessageId.Should().BeNull();
    }

    [Fact]
    public async Task A_message_with_the_id_of_an_earlier_one_replaces_it()
    {
        await WriteAsync([Message("1", "one"), Message("2", "two")]);

        (await WriteAsync([Message("1", "ONE"), Message("3", "three")])).Messages.Select(static m => m.Text).Should().Equal("ONE", "two", "three");
    }

    [Fact]
    public async Task One_message_is_removed_by_its_id_and_an_unknown_id_removes_nothing()
    {
        await WriteAsync([Message("1", "one"), Message("2", "two"), Message("3", "three")]);

        await WriteAsync([MessageList.Remove("2"), MessageList.Remove("9")]);

        (await WriteAsync([Message("3", "THREE")])).Messages.Select(static m => m.Text).Should().Equal("one", "THREE");
    }

    [Fact]
    public async Task All_messages_before_are_removed_and_those_after_stay()
    {
        await WriteAsync([Message("1", "one"), Message("2", "two")]);

        var state = await WriteAsync([Message("3", "three"), MessageList.RemoveAll(), Message("1", "again")]);

        state.Messages.Select(static m => m.Text).Should().Equal("again");
    }

    [Fact]
    public async Task The_whole_list_can_be_overwritten()
    {
        await WriteAsync([Message("1", "one"), Message("2", "two")]);

        var state = await Graph().InvokeAsync(new ChatState.Update { MessagesOverwrite = [new ChatMessage(ChatRole.User, "only")] }, _thread);

        state.State.Messages.Should().ContainSingle().Which.MessageId.Should().NotBeNullOrEmpty();
    }

    [Fact]
    public async Task What_was_written_is_stored_and_not_the_whole_list()
    {
        var text = new string('x', 1000);
        await WriteAsync([.. Enumerable.Range(0, 100).Select(i => Message($"{i}", text))]);

        await WriteAsync([MessageList.Remove("50")]);
        await WriteAsync([Message("51", "short")]);

        var bytes = await StoredAsync();
        bytes[^2..].Should().OnlyContain(static written => written < 500);
    }

    [Fact]
    public async Task A_message_comes_in_as_json_with_or_without_an_id_and_so_does_a_removal()
    {
        await WriteAsync([Message("1", "one"), Message("2", "two")]);
        var json = JsonElement.Parse("""[{"role":"remove","messageId":"1"},{"role":"user","contents":[{"$type":"text","text":"three"}]}]""");

        var edited = await Graph().UpdateStateAsync(_thread, new RawUpdate(json));

        edited.Should().NotBeNull();
        var state = (await Graph().GetStateAsync(_thread)).State;
        state.Messages.Select(static m => m.Text).Should().Equal("two", "three");
        state.Messages[1].MessageId.Should().NotBeNullOrEmpty();
    }

    [Fact]
    public void A_null_message_and_a_removal_without_an_id_are_refused()
    {
        FluentActions.Invoking(static () => new ChatState.Update { Messages = [null!] }).Should().Throw<ArgumentException>();
        FluentActions.Invoking(static () => new ChatState.Update { Messages = [new ChatMessage { Role = MessageList.RemoveRole }] }).Should().Throw<ArgumentException>();
        FluentActions.Invoking(static () => MessageList.Remove("")).Should().Throw<ArgumentException>();
    }

    [Fact]
    public async Task An_earlier_checkpoint_still_has_a_message_that_was_removed_later()
    {
        await WriteAsync([Message("1", "one"), Message("2", "two")]);
        var before = await Graph().GetStateAsync(_thread);

        await WriteAsync([MessageList.Remove("1")]);

        var then = await Graph().GetStateAsync(new GraphThread(_thread) { CheckpointId = before.CheckpointId });
        then.State.Messages.Select(static m => m.Text).Should().Equal("one", "two");
        before.State.Messages.Select(static m => m.Text).Should().Equal("one", "two");
    }

    [Fact]
    public async Task Random_writes_end_like_those_to_a_list_in_memory_also_after_each_was_stored()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var thread = $"{_thread}-{seed}";
            var expected = new List<(string Id, string Text)>();
            for (var step = 0; step < 30; step++)
            {
                var written = Enumerable.Range(0, random.Next(4)).Select(_ => Random(random, step)).ToList();
                written.ForEach(message => Apply(expected, message));
                var state = await Graph().InvokeAsync(new ChatState.Update { Messages = written }, thread);
                state.State.Messages.Select(static m => (m.MessageId!, m.Text)).Should().Equal(expected, "seed {0}, step {1}", seed, step);
            }
        }
    }

    private static ChatMessage Random(Random random, int step) => random.Next(12) switch
    {
        0 => MessageList.RemoveAll(),
        < 4 => MessageList.Remove($"{random.Next(8)}"),
        _ => Message($"{random.Next(8)}", $"step {step}"),
    };

    private static void Apply(List<(string Id, string Text)> list, ChatMessage message)
    {
        var place = list.FindIndex(entry => entry.Id == message.MessageId);
        if (message.MessageId == "*")
        {
            list.Clear();
        }
        else if (message.Role == MessageList.RemoveRole)
        {
            list.RemoveAll(entry => entry.Id == message.MessageId);
        }
        else if (place >= 0)
        {
            list[place] = (message.MessageId!, message.Text);
        }
        else
        {
            list.Add((message.MessageId!, message.Text));
        }
    }

    private static ChatMessage Message(string id, string text) => new(ChatRole.User, text) { MessageId = id };

    /// <summary>A new graph each time, so that what it reads comes from the store.</summary>
    private CompiledGraph<ChatState> Graph() => StateGraph.Create<ChatState>("chat")
        .AddNode("end", static _ => NodeResult<ChatState>.None)
        .AddEdge(GraphRuntime.Graph.Start, "end")
        .Compile(new() { Checkpointer = _checkpointer });

    private async Task<ChatState> WriteAsync(IReadOnlyList<ChatMessage> messages) =>
        (await Graph().InvokeAsync(new ChatState.Update { Messages = messages }, _thread)).State;

    private async Task<List<int>> StoredAsync()
    {
        var sizes = new List<int>();
        var query = new CheckpointQuery { Address = new CheckpointAddress(_thread, ""), IncludeValues = true };
        var previous = 0;
        await foreach (var checkpoint in _checkpointer.ListAsync(query, CancellationToken.None))
        {
            sizes.Add(checkpoint.Channels.Sum(static channel => channel.Chunks.Sum(static chunk => chunk.Length)));
        }

        sizes.Reverse();
        return [.. sizes.Select(size => (size - previous, previous = size).Item1)];
    }

    /// <summary>Writes what a client without types sends.</summary>
    private sealed class RawUpdate(JsonElement json) : StateUpdate<ChatState>
    {
        public override void WriteTo(UpdateWriter writer) => writer.Write<IReadOnlyList<ChatMessage>, IReadOnlyList<ChatMessage>>(
            0, MessagesAttribute.Prepare(json.Deserialize<IReadOnlyList<ChatMessage>>(ChatJson.Options)!));
    }
}
