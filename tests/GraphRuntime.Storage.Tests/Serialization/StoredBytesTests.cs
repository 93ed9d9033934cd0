using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Storage.Tests.Serialization;

public sealed class StoredBytesTests
{
    private readonly TamperingCheckpointer _store = new();

    private CompiledGraph<ShapeState> Graph => ShapeGraph.Compile(new() { Checkpointer = _store });

    [Fact]
    public async Task Nothing_that_is_stored_names_a_type()
    {
        await StartAsync();
        await Graph.InvokeAsync(ShapeGraph.Answer(new Circle(7)), "t");

        var text = string.Concat(_store.Stored.Select(Encoding.UTF8.GetString));
        text.Should().Contain("\"shape\":\"round\"").And.Contain("\"shape\":\"angled\"").And.Contain("which?");
        var names = typeof(ShapeState).Assembly.GetTypes().Concat(typeof(CompiledGraph<>).Assembly.GetTypes())
            .Select(type => type.FullName!).Where(name => name.Contains('.', StringComparison.Ordinal));
        names.Concat([nameof(Circle), nameof(Square), nameof(ShapeState), "System.", "GraphRuntime", "PublicKeyToken", "$type"])
            .Should().OnlyContain(name => !text.Contains(name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Last")]
    [InlineData("All")]
    [InlineData("Kinds")]
    public async Task An_unknown_discriminator_of_a_value_is_refused_by_name_and_the_thread_is_unchanged(string channel)
    {
        await StartAsync();
        _store.Change = (name, bytes) => name == channel ? Replace(bytes, "round", "evil!", "angled", "evil!!") : bytes;

        (await RefusedAsync<CheckpointCorruptedException>()).Channel.Should().Be(channel);
    }

    [Theory]
    [InlineData("Last")]
    [InlineData("All")]
    [InlineData("Kinds")]
    public async Task A_missing_discriminator_is_refused_by_name(string channel)
    {
        await StartAsync();
        _store.Change = (name, bytes) => name == channel ? Replace(bytes, "\"shape\"", "\"sh@pe\"") : bytes;

        (await RefusedAsync<CheckpointCorruptedException>()).Channel.Should().Be(channel);
    }

    [Fact]
    public async Task An_unknown_discriminator_of_a_waiting_result_or_effect_is_refused_by_name()
    {
        await StartAsync();
        _store.Change = (name, bytes) => name == "write" ? Replace(bytes, "round", "evil!", "angled", "evil!!") : bytes;
        var answer = async () => await Graph.InvokeAsync(ShapeGraph.Answer(new Circle(7)), "t");

        await answer.Should().ThrowAsync<GraphRuntimeException>();
        await UnchangedAsync();
    }

    [Theory]
    [InlineData("Last")]
    [InlineData("All")]
    [InlineData("Kinds")]
    [InlineData("body")]
    [InlineData("write")]
    public async Task Bytes_that_nest_too_deep_are_refused_by_name(string piece)
    {
        await StartAsync();
        var deep = string.Concat(Enumerable.Repeat("[", 100_000));
        _store.Change = (name, bytes) => name == piece ? piece is "All" or "Kinds" ? Frame(Encoding.UTF8.GetBytes(deep), bytes.Length) : Encoding.UTF8.GetBytes(deep) : bytes;

        await RefusedAsync<CheckpointCorruptedException>();
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public async Task A_piece_of_a_log_that_claims_to_be_huge_is_refused_without_making_room_for_it(int length)
    {
        await StartAsync();
        _store.Change = (name, bytes) =>
        {
            if (name == "All")
            {
                BinaryPrimitives.WriteInt32LittleEndian(bytes, length);
            }

            return bytes;
        };

        (await RefusedAsync<CheckpointCorruptedException>()).Channel.Should().Be("All");
    }

    [Fact]
    public async Task A_stored_value_above_the_limit_is_refused_by_name()
    {
        await StartAsync();
        _store.Change = (name, bytes) => name == "Last" ? [.. bytes, .. Enumerable.Repeat((byte)' ', 5_000)] : bytes;
        var graph = ShapeGraph.Compile(new() { Checkpointer = _store, MaxValueBytes = 4_000 });
        var read = async () => await graph.GetStateAsync("t");

        (await read.Should().ThrowAsync<CheckpointCorruptedException>()).WithMessage("*MaxValueBytes*");
        await UnchangedAsync();
    }

    [Fact]
    public async Task A_value_that_nests_too_deep_to_be_read_again_is_not_stored()
    {
        await StartAsync();
        var deep = JsonDocument.Parse(string.Concat(Enumerable.Repeat("[", 70)) + string.Concat(Enumerable.Repeat("]", 70)), new() { MaxDepth = 200 }).RootElement;
        var put = async () => await Graph.UpdateStateAsync("t", new ShapeState.Update { Free = deep }, "draw");

        (await put.Should().ThrowAsync<StateSerializationException>()).Which.What.Should().Be("Free");
        await UnchangedAsync();
    }

    [Fact]
    public async Task A_value_above_the_limit_is_not_stored()
    {
        await StartAsync();
        var graph = ShapeGraph.Compile(new() { Checkpointer = _store, MaxValueBytes = 4_000 });
        var large = JsonSerializer.SerializeToElement(new string('x', 4_000));
        var put = async () => await graph.UpdateStateAsync("t", new ShapeState.Update { Free = large }, "draw");

        (await put.Should().ThrowAsync<InvalidUpdateException>()).Which.Message.Should().Contain("4000 are allowed");
        await UnchangedAsync();
    }

    private static byte[] Replace(byte[] bytes, params string[] pairs)
    {
        var text = Encoding.Latin1.GetString(bytes);
        for (var i = 0; i < pairs.Length; i += 2)
        {
            text = text.Replace(pairs[i], pairs[i + 1], StringComparison.Ordinal);
        }

        return Encoding.Latin1.GetBytes(text);
    }

    /// <summary>A log of the same length, with a piece of other content: what does not fit is cut.</summary>
    private static byte[] Frame(byte[] content, int length)
    {
        var log = new byte[length];
        BinaryPrimitives.WriteInt32LittleEndian(log, length - sizeof(int));
        content.AsSpan(0, length - sizeof(int)).CopyTo(log.AsSpan(sizeof(int)));
        return log;
    }

    private async Task StartAsync() => (await Graph.InvokeAsync(new ShapeState.Update { Last = new Circle(0) }, "t")).Interrupts.Should().ContainSingle();

    private async Task<T> RefusedAsync<T>()
        where T : Exception
    {
        var answer = async () => await Graph.InvokeAsync(ShapeGraph.Answer(new Circle(7)), "t");
        var refused = (await answer.Should().ThrowAsync<T>()).Which;
        await UnchangedAsync();
        return refused;
    }

    /// <summary>With its bytes as they were, the thread still waits for its answer and takes it.</summary>
    private async Task UnchangedAsync()
    {
        _store.Change = null;
        var state = await Graph.GetStateAsync("t");
        state.State.All.Should().Equal([new Circle(2), new Square(3), new Square(5)], "what a finished sibling wrote is shown");
        var ended = await Graph.InvokeAsync(ShapeGraph.Answer(new Square(8)), "t");
        ended.State.All.Should().HaveCount(5).And.Contain(new Square(8));
    }
}
