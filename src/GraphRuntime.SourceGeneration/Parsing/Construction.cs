namespace GraphRuntime.SourceGeneration;

/// <summary>How an instance of a state is made.</summary>
internal sealed record Construction(EquatableArray<ConstructorArgument> Arguments, EquatableArray<ChannelModel> Channels, bool SetsRequiredMembers);
