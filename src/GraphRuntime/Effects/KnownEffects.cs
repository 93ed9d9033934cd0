namespace GraphRuntime.Effects;

/// <summary>What is known of the effects of one task. All its attempts share it, and several branches of an attempt may use it at once.</summary>
internal sealed class KnownEffects
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, EffectRecord> _records = new(StringComparer.Ordinal);
    private readonly HashSet<(object Attempt, string Key)> _busy = [];

    public EffectRecord? Find(string key)
    {
        lock (_gate)
        {
            return _records.GetValueOrDefault(key);
        }
    }

    public EffectRecord Keep(string key, EffectRecord record)
    {
        lock (_gate)
        {
            return _records[key] = record;
        }
    }

    /// <summary>Begins to do an effect. False where the same attempt is doing it already.</summary>
    public bool TryBegin(object attempt, string key)
    {
        lock (_gate)
        {
            return _busy.Add((attempt, key));
        }
    }

    public void End(object attempt, string key)
    {
        lock (_gate)
        {
            _busy.Remove((attempt, key));
        }
    }
}
