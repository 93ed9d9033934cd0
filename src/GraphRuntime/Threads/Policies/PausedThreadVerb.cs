namespace GraphRuntime.Threads;

internal enum PausedThreadVerb
{
    Discard,
    Enqueue,
    Reject,
    Answer,
}
