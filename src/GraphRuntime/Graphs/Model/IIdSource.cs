namespace GraphRuntime.Graphs;

/// <summary>Makes ids, never the same one twice. The interface is internal so that no service of an application is taken for it; a simulator registers its own.</summary>
internal interface IIdSource
{
    string NewId();
}
