using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Model;
using GraphRuntime.Testing.Laws.Random;

namespace GraphRuntime.Testing;

/// <summary>
/// Checks the laws of <see cref="GraphLaw"/> on random graphs that combine edges, joins, conditions, loops, sends, commands, commands for the graph above, overwrites, deferred nodes, subgraphs, subgraphs called by sends, retries, time-outs,
/// failures, error handlers, caches, questions, breakpoints and pauses by exception. The expected states come from an interpreter that stores nothing and runs one task after the other.
/// Use it for a checkpointer of your own, beside <see cref="CheckpointerConformance"/>: it shows what a graph needs of a store.
/// </summary>
public static class RandomGraphLaws
{
    /// <summary>Draws a graph and inputs from a seed, and checks every law.</summary>
    /// <param name="checkpointer">Where threads are kept; each check uses threads of its own.</param>
    /// <param name="seed">The seed; the same seed draws the same graph and makes the same choices.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that completes when every law held.</returns>
    /// <exception cref="GraphLawViolationException">A law was broken. The message has the seed, and the smallest graph found that breaks the law.</exception>
    public static async Task CheckAsync(ICheckpointer checkpointer, int seed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(checkpointer);
        var plan = new PlanGenerator(new SeededRandom(unchecked((ulong)seed))).Draw();
        var inputs = 1 + (int)((uint)seed % 3);
        try
        {
            await CheckAsync(plan, inputs, checkpointer, seed, null, cancellationToken).ConfigureAwait(false);
        }
        catch (GraphLawViolationException violation)
        {
            var (smallest, last) = await PlanShrinker.ShrinkAsync(plan, violation, candidate =>
                CheckAsync(candidate, inputs, checkpointer, seed, violation.Law, cancellationToken)).ConfigureAwait(false);
            throw new GraphLawViolationException(last.Law, seed, $"{last.Message}{Environment.NewLine}{PlanText.Of(smallest)}", last);
        }
    }

    internal static async Task CheckAsync(GraphPlan plan, int inputs, ICheckpointer checkpointer, int seed, GraphLaw? law, CancellationToken cancellationToken)
    {
        await CheckAsync(plan, plan, inputs, checkpointer, seed, law, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Checks a real graph against a plan. The two plans are the same, but where a test plants a defect.</summary>
    internal static Task CheckAsync(
        GraphPlan plan, GraphPlan built, int inputs, ICheckpointer checkpointer, int seed, GraphLaw? law, CancellationToken cancellationToken) =>
        CheckAsync(Subject(plan, built, inputs, checkpointer), seed, law, cancellationToken);

    internal static async Task CheckAsync(GraphLawSubject<JsonState> subject, int seed, GraphLaw? law, CancellationToken cancellationToken)
    {
        var laws = new GraphLaws<JsonState>(subject);
        await (law is { } one ? laws.CheckAsync(one, seed, cancellationToken) : laws.CheckAsync(seed, cancellationToken)).ConfigureAwait(false);
    }

    internal static GraphLawSubject<JsonState> Subject(GraphPlan plan, GraphPlan built, int inputs, ICheckpointer checkpointer)
    {
        var world = new PlanWorld();
        var interpreter = new PlanInterpreter();
        return new GraphLawSubject<JsonState>
        {
            Compile = options => new PlanCompiler(world).Compile(built, options),
            Inputs = [.. Enumerable.Range(0, inputs).Select(static number => PlanInput.Of(number).ToUpdate(PlanCompiler.Schema))],
            Answer = static question => PlanRules.Answer(question.Value.GetString()!),
            IsTransient = PlannedFailureException.Passes,
            Checkpointer = checkpointer,
            WrittenOnce = PlanRules.CopiesState(plan) ? null : PlanInput.First,
            Writes = (node, state) => PlanRules.Edit(plan, plan.Node(node), PlanState.Read(state.ToJson()))?.ToUpdate(PlanCompiler.Schema),
            ExpectedStates = interpreter.Run(plan, inputs),
            Describe = static state => PlanState.Read(state.ToJson()).Compared(),
            Begin = () => world = new PlanWorld(),
            End = interruptions => world.TooOften(interpreter, interruptions),
        };
    }
}
