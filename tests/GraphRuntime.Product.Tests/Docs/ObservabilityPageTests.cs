using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace GraphRuntime.Product.Tests.Docs;

public sealed class ObservabilityPageTests
{
    private static readonly string Text = Repository.Read("docs", "observability.md");

    [Fact]
    public void Every_log_event_has_a_row()
    {
        var events = Libraries.All.SelectMany(static a => a.GetTypes())
            .SelectMany(static t => t.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(static m => (Method: m, Event: m.GetCustomAttribute<LoggerMessageAttribute>()))
            .Where(static m => m.Event is not null)
            .Select(static m => $"| {m.Event!.EventId} | {m.Event.Level} | {m.Method.Name} |");

        events.Should().NotBeEmpty();
        events.Should().OnlyContain(row => Text.Contains(row, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_instrument_has_a_row()
    {
        var instruments = new List<Instrument>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => instruments.Add(instrument) };
        listener.Start();
        foreach (var type in Libraries.All.SelectMany(static a => a.GetTypes()).Where(HoldsInstruments))
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }

        var own = instruments.Where(static i => i.Meter.Name.StartsWith("GraphRuntime", StringComparison.Ordinal)).Select(static i => $"| `{i.Name}` | {i.Unit} |").ToList();
        own.Should().NotBeEmpty();
        own.Should().OnlyContain(row => Text.Contains(row, StringComparison.Ordinal));
    }

    private static bool HoldsInstruments(Type type) =>
        !type.ContainsGenericParameters && type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public).Any(static f => typeof(Instrument).IsAssignableFrom(f.FieldType));
}
