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

    public string? Single { get; init; }

    public ImmutableDictionary<string, string> Entries { get; init; } = ImmutableDictionary<string, string>.Empty;

    public ImmutableList<string> Gathered { get; init; } = [];

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
        Single = next.Single ?? Single,
        Entries = Entries.SetItems(next.Entries),
        Gathered = Gathered.AddRange(next.Gathered),
        Note = next.Note ?? Note,
    };

    /// <summary>What the tasks of one superstep wrote, in their order. What replaces the list beats what the others wrote to it, before and after.</summary>
    public static PlanWrites Together(IEnumerable<PlanWrites> tasks)
    {
        PlanWrites[] all = [.. tasks];
        var written = all.Aggregate(new PlanWrites(), static (before, next) => before.Then(next));
        return Array.Find(all, static one => one.NewLog is not null) is { } replacing ? written with { NewLog = replacing.NewLog!.AddRange(replacing.Log), Log = [] } : written;
    }

    public PlanState ApplyTo(PlanState state) => state with
    {
        Log = (NewLog ?? state.Log).AddRange(Log),
        Sum = Adds == 0 ? state.Sum : (state.Sum ?? 0) + Adds,
        Max = Max is { } max ? Math.Max(state.Max ?? 0, max) : state.Max,
        Pick = Pick ?? state.Pick,
        Rounds = Rounds == 0 ? state.Rounds : (state.Rounds ?? 0) + Rounds,
        Single = Single ?? state.Single,
        Entries = state.Entries.SetItems(Entries),
        Gathered = state.Gathered.AddRange(Gathered),
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
        else
        {
            List(update, "log", Log);
        }

        Number(update, "sum", Adds == 0 ? null : Adds);
        Number(update, "max", Max);
        Number(update, "rounds", Rounds == 0 ? null : Rounds);
        List(update, "gathered", Gathered);
        if (!Entries.IsEmpty)
        {
            update.Set("entries", JsonSerializer.SerializeToElement(Entries, PlanJson.Default.ImmutableDictionaryStringString));
        }

        // What is never stored is written, and nobody reads it: where a run goes on in another process it is gone.
        foreach (var (name, value) in new[] { ("pick", Pick), ("untracked", Pick), ("single", Single), ("note", Note), ("hot", Note), ("bag", Note) })
        {
            if (value is not null)
            {
                update.Set(name, JsonSerializer.SerializeToElement(value, PlanJson.Default.String));
            }
        }

        return update;
    }

    private static void List(JsonUpdate update, string name, ImmutableList<string> values)
    {
        if (values.Count > 0)
        {
            update.Set(name, JsonSerializer.SerializeToElement(values, PlanJson.Default.ImmutableListString));
        }
    }

    private static void Number(JsonUpdate update, string name, int? value)
    {
        if (value is { } number)
        {
            update.Set(name, JsonSerializer.SerializeToElement(number, PlanJson.Default.Int32));
        }
    }
}
