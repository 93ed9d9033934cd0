using System.Text;
using System.Text.Json;

namespace GraphRuntime.Threads.Tests;

public sealed class LifecycleJsonTests
{
    [Fact]
    public void Every_kind_has_a_name_of_its_own() =>
        Enum.GetValues<RunFactKind>().Where(static kind => kind != RunFactKind.None).Select(static kind => Json(new RunFact(kind) { Data = Data(kind) })).Should().OnlyHaveUniqueItems();

    [Fact]
    public void Every_status_and_reason_has_the_name_of_its_value_in_lower_case()
    {
        foreach (var status in Enum.GetValues<RunStatus>())
        {
            foreach (var reason in Enum.GetValues<RunStatusReason>())
            {
                var why = reason == RunStatusReason.None ? "" : $",\"reason\":\"{Snake(reason.ToString())}\"";
                Json(new RunFact(RunFactKind.Ended) { Status = status, Reason = reason }).Should().Be($"{{\"event\":\"ended\",\"status\":\"{Snake(status.ToString())}\"{why}}}");
            }
        }
    }

    private static ReadOnlyMemory<byte> Data(RunFactKind kind) =>
        kind == RunFactKind.Asked ? """[{"i":"q","v":"Sure?","r":"run"}]"""u8.ToArray() : "[]"u8.ToArray();

    private static string Json(RunFact fact) => Encoding.UTF8.GetString(LifecycleJson.Write(fact).Span);

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
