using System.Collections.Immutable;
using System.Text.Json;

namespace GraphRuntime.Testing.Laws.Random;

/// <summary>What a task writes. A child's tasks write several times; on paper they are one after the other.</summary>
internal sealed record PlanWrites
{
    public ImmutableList<string> Log { get; init; } = [];

    /// <summary>What the list is replaced by; <see langword="null"/> where the writes add to it.</summary>
    public ImmutableList<string>? NewLog { get; init; }

    public int Adds { get; init; }

    public int? Max { get; init; }

    public string? Pick { get; init; }

    public int Rounds { get; init; }

    public string? Note { get; init; }

    /// <summary>Both writes, as one task that wrote the first and then the second.</summary>
    public PlanWrites Then(PlanWrites next) => new()
    {
        Log = next.NewLog is null ? Log.AddRange(next.Log) : [],
        NewLog = next.NewLog ?? NewLog,
        Adds = Adds + next.Adds,
        Max = Max is null || next.Max > Max ? next.Max ?? Max : Max,
        Pick = next.Pick ?? Pick,
        Rounds = Rounds + next.Rounds,
        Note = next.Note ?? Note,
    };

    public PlanState ApplyTo(PlanState state) => state with
    {
        Log = (NewLog ?? state.Log).AddRange(Log),
        Sum = Adds == 0 ? state.Sum : (state.Sum ?? 0) + Adds,
        Max = Max is { } max ? Math.Max(state.Max ?? 0, max) : state.Max,
        Pick = Pick ?? state.Pick,
        Rounds = Rounds == 0 ? state.Rounds : (state.Rounds ?? 0) + Rounds,
        Note = Note ?? state.Note,
        Hot = Note ?? state.Hot,
        Bag = Note is null ? state.Bag : state.Bag.Add(Note),
    };

    public JsonUpdate ToUpdate(StateSchema<JsonState> schema)
    {
        var update = new JsonUpdate(schema);
        if (NewLog is not null)
        {
            update.Overwrite("log", JsonSerializer.SerializeToElement(NewLog, PlanJson.Default.ImmutableListString));
        }
        else if (Log.Count > 0)
        {
            update.Set("log", JsonSerializer.SerializeToElement(Log, PlanJson.Default.ImmutableListString));
        }

        Number(update, "sum", Adds == 0 ? null : Adds);
        Number(update, "max", Max);
        Number(update, "rounds", Rounds == 0 ? null : Rounds);
        foreach (var (name, value) in new[] { ("pick", Pick), ("note", Note), ("hot", Note), ("bag", Note) })
        {
            if (value is not null)
            {
                update.Set(name, JsonSerializer.SerializeToElement(value, PlanJson.Default.String));
            }
        }

        return update;
    }

    private static void Number(JsonUpdate update, string name, int? value)
    {
        if (value is { } number)
        {
            update.Set(name, JsonSerializer.SerializeToElement(number, PlanJson.Default.Int32));
        }
    }
}
