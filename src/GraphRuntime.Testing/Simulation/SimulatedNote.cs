using System.Globalization;
using System.Runtime.CompilerServices;

namespace GraphRuntime.Testing;

/// <summary>Text that is only made where a schedule keeps its trace.</summary>
[InterpolatedStringHandler]
internal ref struct SimulatedNote
{
    private DefaultInterpolatedStringHandler _text;

    public SimulatedNote(int literalLength, int formattedCount, SimulatedWorld world, out bool isEnabled)
    {
        isEnabled = world.IsTraced;
        _text = isEnabled ? new DefaultInterpolatedStringHandler(literalLength, formattedCount, CultureInfo.InvariantCulture) : default;
    }

    public void AppendLiteral(string value) => _text.AppendLiteral(value);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    public string ToText() => _text.ToStringAndClear();
}
