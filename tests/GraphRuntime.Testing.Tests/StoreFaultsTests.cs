using GraphRuntime.Checkpointing;

namespace GraphRuntime.Testing.Tests;

public sealed class StoreFaultsTests
{
    private readonly VirtualTimeProvider _time = new();
    private readonly StoreFaults _faults;
    private readonly ICheckpointer _checkpointer;

    public StoreFaultsTests()
    {
        _faults = new StoreFaults(_time);
        _checkpointer = _faults.Wrap(new InMemoryCheckpointer());
    }

    private Task<long> WriteAsync(string thread = "t") => _checkpointer.AcquireAsync(thread, CancellationToken.None).AsTask();

    [Fact]
    public async Task The_numbered_write_fails_before_it_took_effect()
    {
        _faults.Add(StoreFault.BeforeWrite(2));

        (await WriteAsync()).Should().Be(1);
        (await FluentActions.Awaiting(() => WriteAsync()).Should().ThrowAsync<StorageException>()).Which.Problem.Should().Be(StorageProblem.Unavailable);
        (await WriteAsync()).Should().Be(2, "the write that failed did nothing");
    }

    [Fact]
    public async Task The_numbered_write_fails_after_it_took_effect()
    {
        _faults.Add(StoreFault.AfterWrite(2));

        (await WriteAsync()).Should().Be(1);
        await FluentActions.Awaiting(() => WriteAsync()).Should().ThrowAsync<StorageException>();
        (await WriteAsync()).Should().Be(3, "the write that failed was done");
    }

    [Fact]
    public async Task A_predicate_chooses_the_calls_and_a_factory_the_exception()
    {
        _faults.Add(StoreFault.BeforeWrite() with { Where = call => call.ThreadId == "b", Error = call => new TimeoutException(call.Method), Times = 2 });

        await WriteAsync("a");
        for (var i = 0; i < 2; i++)
        {
            (await FluentActions.Awaiting(() => WriteAsync("b")).Should().ThrowAsync<TimeoutException>()).WithMessage(nameof(ICheckpointer.AcquireAsync));
        }

        (await WriteAsync("b")).Should().Be(1);
    }

    [Fact]
    public async Task Reads_are_not_counted_as_writes()
    {
        _faults.Add(StoreFault.BeforeWrite());

        await _checkpointer.ReadAsync(new CheckpointAddress("t", ""), null, CancellationToken.None);
        await _checkpointer.ListAsync(new CheckpointQuery { Address = new CheckpointAddress("t", "") }, CancellationToken.None).GetAsyncEnumerator().MoveNextAsync();
        await FluentActions.Awaiting(() => WriteAsync()).Should().ThrowAsync<StorageException>();

        _faults.Calls.Select(call => call.Method).Should().Equal("ReadAsync", "ListAsync", "AcquireAsync");
        _faults.Calls.Select(call => call.IsWrite).Should().Equal(false, false, true);
    }

    [Fact]
    public async Task A_slow_store_answers_when_the_clock_has_moved()
    {
        _faults.Add(StoreFault.Slow(TimeSpan.FromSeconds(5)));

        var write = WriteAsync();
        _time.Advance(TimeSpan.FromSeconds(4));
        write.IsCompleted.Should().BeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));

        (await write).Should().Be(1);
    }

    [Fact]
    public async Task A_held_write_is_done_when_the_gate_is_opened()
    {
        var gate = new Gate();
        _faults.Add(StoreFault.Hold(gate));

        var held = WriteAsync();
        await gate.Reached;
        (await WriteAsync()).Should().Be(1, "only the first write is held");
        gate.Open();

        (await held).Should().Be(2);
    }

    [Fact]
    public async Task A_store_gets_well_again()
    {
        _faults.Add(StoreFault.BeforeWrite() with { Times = int.MaxValue });
        await FluentActions.Awaiting(() => WriteAsync()).Should().ThrowAsync<StorageException>();

        _faults.Clear();

        (await WriteAsync()).Should().Be(1);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void Numbers_begin_with_one(int first, int times) =>
        _faults.Invoking(f => f.Add(new StoreFault { First = first, Times = times })).Should().Throw<ArgumentOutOfRangeException>();
}
