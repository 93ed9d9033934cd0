namespace GraphRuntime.Values;

/// <summary>Thrown while a value is written: what would be read back is another value. Callers turn it into an error that names the place.</summary>
internal sealed class ValueLostException(string message) : ArgumentException(message);
