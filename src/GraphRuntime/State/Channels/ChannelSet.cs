namespace GraphRuntime.Channels;

/// <summary>The channels of one run, and which of them the current superstep wrote.</summary>
internal sealed class ChannelSet
{
    private readonly List<Channel> _touched = [];
    private readonly Channel[] _transient;
    private readonly bool _isTrial;

    public ChannelSet(ChannelDefinition[] definitions, Channel?[]? kept = null)
    {
        All = new Channel[definitions.Length];
        for (var i = 0; i < definitions.Length; i++)
        {
            All[i] = kept?[i] ?? definitions[i].Create(this);
            kept?[i]?.MoveTo(this);
        }

        _transient = Array.FindAll(All, static c => c.Definition.IsTransient);
    }

    private ChannelSet(ChannelSet basis, bool isTrial)
    {
        All = (Channel[])basis.All.Clone();
        _transient = [];
        _isTrial = isTrial;
    }

    public Channel[] All { get; }

    /// <summary>Raised by every change of a value: whatever was read under an older stamp is out of date.</summary>
    public int Stamp { get; private set; }

    /// <summary>The channels written since the last <see cref="EndStep"/>.</summary>
    public List<Channel> Touched => _touched;

    /// <summary>A view that shares every channel until it is made writable with <see cref="MakeWritable"/>.</summary>
    public ChannelSet Overlay() => new(this, isTrial: false);

    /// <summary>An overlay that is only written, to find out whether the writes fit.</summary>
    public ChannelSet Trial() => new(this, isTrial: true);

    /// <summary>Gives an overlay its own copy of a channel.</summary>
    public void MakeWritable(int index)
    {
        if (!All[index].BelongsTo(this))
        {
            All[index] = _isTrial ? All[index].Trial(this) : All[index].Clone(this);
        }
    }

    public void Touch(Channel channel)
    {
        Stamp++;
        if (!channel.IsTouched)
        {
            channel.IsTouched = true;
            _touched.Add(channel);
        }
    }

    /// <summary>True if a reader may share the kept values because they are immutable.</summary>
    public bool IsPlain => Array.TrueForAll(All, static channel => channel.IsPlain);

    /// <summary>True where values are stored in the graph above: they are read from there each time.</summary>
    public bool HasInherited => Array.Exists(All, static channel => channel is { HasValue: true, IsInherited: true });

    /// <summary>True where logs can be kept for a later run. Where values are inherited, logs may be complete only together with those of the graph above.</summary>
    public bool HasOwnLogs => !HasInherited && Array.Exists(All, static channel => channel.IsStoredAsLog);

    /// <summary>Lets go of objects that nodes and callers may still hold, before the logs are kept for a later run.</summary>
    /// <returns>False if keeping them would save nothing. A store that knows of kept logs sends none of them again, so it is all or nothing.</returns>
    public bool TryDetach()
    {
        if (!HasOwnLogs || !Array.TrueForAll(All, static channel => channel.IsWorthCaching))
        {
            return false;
        }

        foreach (var channel in All.Where(static channel => channel.IsStoredAsLog))
        {
            channel.Detach();
        }

        return true;
    }

    /// <summary>Ends the superstep: transient values that were not written are forgotten, and the written ones are ready for the next step.</summary>
    public void EndStep()
    {
        foreach (var channel in _transient)
        {
            if (channel.EndStep(channel.IsTouched))
            {
                Stamp++;
            }
        }

        EndWrites();
    }

    /// <summary>Ends writes that are no superstep: transient values stay.</summary>
    public void EndWrites()
    {
        foreach (var channel in _touched)
        {
            channel.ResetStep();
        }

        _touched.Clear();
    }

    /// <summary>True where a channel of the mask was written since the superstep began.</summary>
    public bool HasWritten(bool[]? mask)
    {
        if (mask is null)
        {
            return _touched.Count > 0;
        }

        return _touched.Exists(channel => mask[channel.Index]);
    }

    /// <summary>Forgets everything that was read: values were replaced from outside.</summary>
    public void Invalidate() => Stamp++;

    /// <summary>The channels with those that are not visible as if nothing was ever written to them.</summary>
    public Channel[] Mask(bool[] visible)
    {
        var masked = (Channel[])All.Clone();
        for (var i = 0; i < masked.Length; i++)
        {
            if (!visible[i])
            {
                masked[i] = masked[i].Definition.Create(this);
                masked[i].IsHidden = true;
            }
        }

        return masked;
    }

    public Channel? Find(string name) => Array.Find(All, c => c.Name == name);
}
