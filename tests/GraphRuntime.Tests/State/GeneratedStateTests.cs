using System.Collections.Immutable;
using GraphRuntime.Channels;

namespace GraphRuntime.Tests.State;

public sealed class GeneratedStateTests
{
    [Fact]
    public void A_state_reads_its_declared_defaults_before_anything_is_written() =>
        Read(new ChannelSet(ChatState.Schema.Definitions), ChatState.Schema).Should().BeEquivalentTo(new ChatState());

    [Fact]
    public void Only_what_is_set_is_written()
    {
        var state = Write(ChatState.Schema, new ChatState.Update { Cost = 5 });

        state.Cost.Should().Be(15);
        state.Draft.Should().Be("none");
        state.Messages.Should().Equal("hello");
    }

    [Fact]
    public void Null_is_a_value_and_not_the_same_as_unset() => Write(ChatState.Schema, new ChatState.Update { Draft = null }).Draft.Should().BeNull();

    [Fact]
    public void Writes_add_to_reducer_channels_and_overwrites_replace_them()
    {
        Write(ChatState.Schema, new ChatState.Update { Messages = ["a"] }, new ChatState.Update { Messages = ["b"] }).Messages.Should().Equal("hello", "a", "b");
        Write(ChatState.Schema, new ChatState.Update { Messages = ["a"], MessagesOverwrite = ["c"], CostOverwrite = 1 })
            .Should().BeEquivalentTo(new ChatState { Messages = ["c"], Cost = 1 });
    }

    [Fact]
    public void Channels_stand_in_the_order_of_declaration_under_their_json_names()
    {
        AllKindsState.Schema.ChannelNames.Should().Equal("Log", "Items", "Counters", "Text", "Note", "Any", "Handle", "Events", "the-price");
        AllKindsState.Schema.Definitions.Select(d => d.Kind).Should().Equal(
            ChannelKind.Append, ChannelKind.Merge, ChannelKind.Merge, ChannelKind.Reduce, ChannelKind.Ephemeral, ChannelKind.AnyValue, ChannelKind.Untracked,
            ChannelKind.Topic, ChannelKind.LastValue);
        AllKindsState.Schema.Version.Should().Be(3);
        AllKindsState.Schema.JsonOptions.Should().BeSameAs(GraphRuntime.Values.ValueOptions.From(AllKindsContext.Default.Options));
    }

    [Fact]
    public void Every_kind_of_channel_takes_its_updates()
    {
        var handle = new object();
        var state = Write(
            AllKindsState.Schema,
            new AllKindsState.Update { Log = ["one"], Items = [new("a", 1), new("b", 1)], Counters = Counters(("x", 1)), Text = 4, Note = "n", Handle = handle, Events = [1] },
            new AllKindsState.Update { Log = ["two"], Items = [new("a", 2)], Counters = Counters(("x", 2), ("y", 3)), Text = 2, Any = 9, Events = [2], Price = 1.5m });

        state.Log.Should().Equal("one", "two");
        state.Items.Should().Equal(new Item("a", 2), new Item("b", 1));
        state.Counters.Should().Equal(Counters(("x", 2), ("y", 3)));
        state.Text.Should().Be("42");
        state.Note.Should().Be("n");
        state.Any.Should().Be(9);
        state.Handle.Should().BeSameAs(handle);
        state.Events.Should().Equal(1, 2);
        state.Price.Should().Be(1.5m);
    }

    [Fact]
    public void A_positional_record_is_built_through_its_constructor()
    {
        var state = Write(PositionalState.Schema, new PositionalState.Update { Name = "n", Numbers = [1, 2], @class = "second" });

        state.Should().BeEquivalentTo(new PositionalState("n", [1, 2]) { @class = "second" });
    }

    [Fact]
    public void A_wide_state_keeps_its_presences_apart()
    {
        Write(WideState.Schema, new WideState.Update { P00 = 1, P31 = 2, P32 = 3, P34 = 4 }).Should().Be(new WideState { P00 = 1, P31 = 2, P32 = 3, P34 = 4 });
        Write(WideState.Schema, new WideState.Update { P33 = 5, P33Overwrite = 7, P34Overwrite = 8 }).Should().Be(new WideState { P33 = 7, P34 = 8 });
    }

    [Fact]
    public void The_guard_of_a_channel_is_passed_on()
    {
        var writeDraftTwice = () => Write(ChatState.Schema, new ChatState.Update { Draft = "a" }, new ChatState.Update { Draft = "b" });
        writeDraftTwice.Should().Throw<InvalidUpdateException>();
        Write(AllKindsState.Schema, new AllKindsState.Update { Note = "a" }, new AllKindsState.Update { Note = "b" }).Note.Should().Be("b");
    }

    private static TState Write<TState>(StateSchema<TState> schema, params StateUpdate<TState>[] updates)
        where TState : class
    {
        var channels = new ChannelSet(schema.Definitions);
        foreach (var update in updates)
        {
            update.WriteTo(new UpdateWriter(channels.All));
        }

        return Read(channels, schema);
    }

    private static TState Read<TState>(ChannelSet channels, StateSchema<TState> schema)
        where TState : class => (TState)schema.ReadState(channels.All);

    private static ImmutableDictionary<string, int> Counters(params (string Key, int Value)[] entries) =>
        entries.ToImmutableDictionary(e => e.Key, e => e.Value);
}
