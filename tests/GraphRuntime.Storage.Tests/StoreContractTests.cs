using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using GraphRuntime.Checkpointing;
using GraphRuntime.Stores;
using GraphRuntime.Testing;

namespace GraphRuntime.Storage.Tests;

public sealed partial class StoreContractTests
{
    private static readonly StoreKey Key = new(["a"], "k");

    [Fact]
    public void Names_that_not_every_store_can_hold_are_refused()
    {
        foreach (var name in new[] { "", "zero\0", "half \ud83d" })
        {
            FluentActions.Invoking(() => StoreNamespace.Create(["a", name])).Should().Throw<ArgumentException>();
            FluentActions.Invoking(() => new StoreKey(["a"], name)).Should().Throw<ArgumentException>();
        }
    }

    [Fact]
    public void Items_need_a_namespace_with_a_name() =>
        FluentActions.Invoking(() => new StoreKey([], "k")).Should().Throw<ArgumentException>().WithMessage("*below the root*");

    [Fact]
    public void Long_names_are_refused_by_their_bytes()
    {
        _ = new StoreKey([new string('n', 999)], new string('é', 500));
        FluentActions.Invoking(() => new StoreKey(["n"], new string('é', 501))).Should().Throw<ArgumentException>().WithMessage("*longer than 1000*");
        FluentActions.Invoking(() => StoreNamespace.Create([new string('n', 1000)])).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Namespaces_with_equal_names_are_equal_and_survive_their_bytes()
    {
        StoreNamespace one = ["users", "é😀", " "];
        StoreNamespace.Decode(one.Encoded.Span).Should().Equal(one);
        StoreNamespace.From(one.ToList()).Equals(one).Should().BeTrue();
        StoreNamespace.From(one.ToList()).GetHashCode().Should().Be(one.GetHashCode());
        one.StartsWith(["users"]).Should().BeTrue();
        one.StartsWith(["use"]).Should().BeFalse();
        one.EndsWith([" "]).Should().BeTrue();
        one.Child("x").Truncate(3).Equals(one).Should().BeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"\ud800":1}""")]
    public void A_value_that_is_no_JSON_object_is_refused_without_quoting_it(string json) =>
        FluentActions.Invoking(() => StoreWrite.Put(Key, Encoding.UTF8.GetBytes(json))).Should().Throw<ArgumentException>()
            .WithMessage("The value is not a JSON object*").Which.InnerException.Should().BeNull();

    [Fact]
    public void A_value_that_is_not_UTF8_or_too_deep_is_refused()
    {
        FluentActions.Invoking(() => StoreWrite.Put(Key, new byte[] { (byte)'{', (byte)'"', 0xff, (byte)'"', (byte)':', (byte)'1', (byte)'}' })).Should().Throw<ArgumentException>();
        var deep = $"{{\"a\":{new string('[', 64)}{new string(']', 64)}}}";
        FluentActions.Invoking(() => StoreWrite.Put(Key, Encoding.UTF8.GetBytes(deep))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_time_to_live_that_is_over_at_once_is_refused() =>
        FluentActions.Invoking(() => StoreWrite.Delete(Key) with { TimeToLive = TimeSpan.Zero }).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void Vectors_without_numbers_or_with_odd_ones_are_refused()
    {
        FluentActions.Invoking(() => StoreWrite.Delete(Key) with { Vectors = [default] }).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => StoreWrite.Delete(Key) with { Vectors = [new[] { float.NaN }] }).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Filters_that_can_fit_nothing_are_refused()
    {
        FluentActions.Invoking(() => new StoreFilter("f", StoreComparison.LessThan, true)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new StoreFilter("f", StoreComparison.Equal, double.NaN)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new StoreFilter("f", (StoreComparison)99, 1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Damaged_vectors_are_a_named_error() =>
        FluentActions.Invoking(() => StoreVectors.Score([9, 0, 0, 0, 1], [1f])).Should().Throw<StorageException>().Which.Problem.Should().Be(StorageProblem.Corrupted);

    [Fact]
    public async Task DT_19_a_second_run_reads_and_updates_what_the_first_one_remembered()
    {
        var store = new InMemoryStore();
        await store.PutAsync(["users", "lance"], "profile", new Profile("Lance", 1), Json.Default.Profile);
        var known = await store.GetAsync(["users", "lance"], "profile", Json.Default.Profile);
        await store.PutAsync(["users", "lance"], "profile", known! with { Visits = known.Visits + 1 }, Json.Default.Profile);
        (await store.GetAsync(["users", "lance"], "profile", Json.Default.Profile)).Should().Be(new Profile("Lance", 2));
        (await store.GetAsync(["users", "else"], "profile", Json.Default.Profile)).Should().BeNull();
    }

    [Fact]
    public async Task A_value_of_another_shape_is_a_named_error_that_does_not_quote_it()
    {
        var store = new InMemoryStore();
        await store.PutAsync(["a"], "k", """{"Name":["secret"]}"""u8.ToArray());
        var read = async () => await store.GetAsync(["a"], "k", Json.Default.Profile);
        var error = (await read.Should().ThrowAsync<StoreValueException>()).Which;
        error.Key.Should().Be(Key);
        error.Message.Should().Contain("Profile").And.NotContain("secret");
    }

    [Fact]
    public async Task A_token_without_a_checkpointer_is_misuse()
    {
        var write = async () => await new InMemoryStore().DeleteAsync(["a"], "k", new StoreWriteToken("t", 0));
        (await write.Should().ThrowAsync<StorageException>()).Which.Problem.Should().Be(StorageProblem.Misuse);
    }

    [Fact]
    public async Task Embeddings_are_computed_once_for_a_batch_and_not_for_writes_that_bring_their_own()
    {
        var calls = new List<IReadOnlyList<string>>();
        var store = new InMemoryStore().WithEmbeddings(new StoreEmbeddingOptions
        {
            Embed = (texts, _) =>
            {
                calls.Add(texts);
                return new([.. texts.Select(_ => (ReadOnlyMemory<float>)new float[] { 1 })]);
            },
        });
        var own = StoreWrite.Put(new StoreKey(["a"], "own"), "{}"u8.ToArray()) with { Vectors = [new float[] { -1 }] };
        await store.WriteAsync(
            new StoreWriteBatch { Writes = [StoreWrite.Put(Key, """{"x":1}"""u8.ToArray()), own, StoreWrite.Delete(new StoreKey(["a"], "gone"))] }, default);
        calls.Should().ContainSingle().Which.Should().Equal("""{"x":1}""");
        (await store.SearchAsync(new StoreQuery { Text = "?" }, default)).Select(item => item.Key.Key).Should().Equal("k", "own");
    }

    [Fact]
    public async Task An_embedding_delegate_that_loses_a_text_is_misuse_and_nothing_is_stored()
    {
        var inner = new InMemoryStore();
        var store = inner.WithEmbeddings(new StoreEmbeddingOptions { Embed = (_, _) => new([]) });
        var write = async () => await store.PutAsync(["a"], "k", "{}"u8.ToArray());
        (await write.Should().ThrowAsync<StorageException>()).Which.Problem.Should().Be(StorageProblem.Misuse);
        (await inner.GetAsync(["a"], "k")).Should().BeNull();
    }

    [Fact]
    public async Task Memory_frees_ended_items_by_itself()
    {
        var clock = new VirtualTimeProvider();
        var store = new InMemoryStore(new InMemoryCheckpointer(), clock);
        for (var i = 0; i < 100; i++)
        {
            await store.PutAsync(["a"], $"{i}", "{}"u8.ToArray(), new StorePutOptions { TimeToLive = TimeSpan.FromSeconds(1) });
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        (await store.RemoveExpiredAsync(default)).Should().BeLessThan(50);
    }

    private sealed record Profile(string Name, int Visits);

    [JsonSerializable(typeof(Profile))]
    private sealed partial class Json : JsonSerializerContext;
}
