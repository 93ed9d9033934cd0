using GraphRuntime.Checkpointing;
using GraphRuntime.Tests.Breakpoints;

namespace GraphRuntime.Tests.Effects;

/// <summary>What stands between the claim of an effect and the effect.</summary>
public sealed class EffectClaimTests
{
    private const string Thread = "thread";

    private readonly Writes _writes = new();
    private int _mails;

    [Fact]
    public async Task DT_53_An_owner_that_is_stopped_while_it_claims_an_effect_leaves_it_to_the_next_one()
    {
        var graph = Mailing();

        await StopWhileItClaimsAsync(graph);
        _mails.Should().Be(0, "somebody else may own the run by now");

        (await graph.InvokeAsync(GraphInput.Resume, Thread)).State.Trail.Should().Equal("mail 1");
        _mails.Should().Be(1);
    }

    [Fact]
    public async Task DT_53_That_an_effect_did_not_happen_is_not_recorded_since_such_a_record_may_arrive_late()
    {
        var graph = Mailing();
        await StopWhileItClaimsAsync(graph);
        _writes.Effects = 0;

        await graph.InvokeAsync(GraphInput.Resume, Thread);

        _writes.Effects.Should().Be(2, "the effect is claimed, and it is done");
    }

    private async Task StopWhileItClaimsAsync(CompiledGraph<TrailState> graph)
    {
        using var stop = new CancellationTokenSource();
        _writes.Stored = stop.CancelAsync;
        await graph.Awaiting(g => g.InvokeAsync(new TrailState.Update(), Thread, cancellationToken: stop.Token).AsTask()).Should().ThrowAsync<OperationCanceledException>();
        _writes.Stored = null;
    }

    private CompiledGraph<TrailState> Mailing()
    {
        var options = new EffectOptions<string> { Reconcile = (_, _) => ValueTask.FromResult(EffectFinding<string>.DidNotHappen) };
        return StateGraph.Create<TrailState>("mailing")
            .AddNode("send", async (_, context) => new TrailState.Update { Trail = [await context.OnceAsync("mail", _ => ValueTask.FromResult($"mail {++_mails}"), options)] })
            .AddEdge(Graph.Start, "send")
            .Compile(new CompileOptions { Checkpointer = _writes });
    }

    /// <summary>Tells of writes about effects.</summary>
    private sealed class Writes() : DelegatingCheckpointer(new InMemoryCheckpointer())
    {
        public Func<Task>? Stored { get; set; }

        public int Effects { get; set; }

        public override async ValueTask PutWritesAsync(PendingWriteBatch batch, CancellationToken cancellationToken)
        {
            await base.PutWritesAsync(batch, cancellationToken);
            if (batch.Writes.Any(static write => write.Kind == PendingWriteKind.Effect))
            {
                Effects++;
                await (Stored?.Invoke() ?? Task.CompletedTask);
            }
        }
    }
}
