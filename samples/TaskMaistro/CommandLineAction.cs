namespace TaskMaistro;

internal enum CommandLineAction
{
    Play,
    Talk,
    List,
    Help,
}
