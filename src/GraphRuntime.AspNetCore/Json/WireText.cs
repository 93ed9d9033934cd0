using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>How text looks on the wire.</summary>
internal static class WireText
{
    /// <summary>JSON goes to programs, not into HTML: only what JSON itself forbids is escaped.</summary>
    public static JsonWriterOptions Writer { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
