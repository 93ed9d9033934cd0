namespace GraphRuntime.Channels;

/// <summary>A list whose attribute brings its own rules, as the schema and other libraries see it.</summary>
internal sealed class RuledList<TState, TElement, TRules>(string name, Func<TState, IReadOnlyList<TElement>> read) : StateList<TState, TElement>(name)
    where TState : class
    where TRules : IListRules<TElement>
{
    public ChannelDefinition? Definition { get; set; }

    public override IReadOnlyList<TElement> Read(TState state) => read(state);

    public override StateUpdate<TState> Write(params IReadOnlyList<TElement> elements) => new Update(Definition!.Index, TRules.Prepare(elements), overwrite: false);

    public override StateUpdate<TState> Overwrite(params IReadOnlyList<TElement> elements) => new Update(Definition!.Index, TRules.Prepare(elements), overwrite: true);

    private sealed class Update(int channel, IReadOnlyList<TElement> elements, bool overwrite) : StateUpdate<TState>
    {
        public override void WriteTo(UpdateWriter writer)
        {
            if (overwrite)
            {
                writer.Overwrite<IReadOnlyList<TElement>, IReadOnlyList<TElement>>(channel, elements);
            }
            else
            {
                writer.Write<IReadOnlyList<TElement>, IReadOnlyList<TElement>>(channel, elements);
            }
        }
    }
}
