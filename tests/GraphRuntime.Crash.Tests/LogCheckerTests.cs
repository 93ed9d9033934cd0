using System.Text.Json;

namespace GraphRuntime.Crash.Tests;

/// <summary>A checker that finds nothing is worth nothing: each rule has a log that breaks it.</summary>
public sealed class LogCheckerTests
{
    private static readonly string[] Good =
    [
        """{"t":1,"p":"w","ev":"up","steps":2,"max_attempts":3,"lease_ms":1}""",
        """{"t":2,"p":"w","ev":"submit","r":"a","th":"x","strat":"enqueue"}""",
        """{"t":3,"p":"w","ev":"submitted","r":"a","th":"x","out":"created"}""",
        """{"t":4,"p":"w","ev":"claim","r":"a","th":"x","att":1,"fence":1}""",
        """{"t":5,"p":"w","ev":"exec","r":"a","th":"x","step":0,"att":1,"fence":1}""",
        """{"t":6,"p":"w","ev":"exec_end","r":"a","th":"x","step":0,"att":1,"fence":1}""",
        """{"t":7,"p":"w","ev":"exec","r":"a","th":"x","step":1,"att":1,"fence":1}""",
        """{"t":8,"p":"w","ev":"exec_end","r":"a","th":"x","step":1,"att":1,"fence":1}""",
        """{"t":9,"p":"w","ev":"run_end","r":"a","th":"x","status":"succeeded","att":1,"fence":1}""",
        """{"t":20,"p":"d","ev":"run","r":"a","th":"x","seq":1,"status":"succeeded","att":1}""",
        """{"t":21,"p":"d","ev":"state","th":"x","log":["a/0","a/1"]}""",
        """{"t":22,"p":"d","ev":"dump_end","runs":1,"threads":1}""",
    ];

    [Fact]
    public void A_good_log_is_good() => Check(Good).Should().BeEmpty();

    [Theory]
    [InlineData("LOG", "dump_end", "")]
    [InlineData("LOG", "\"exec", "")]
    [InlineData("I1", "\"ev\":\"run\"", "")]
    [InlineData("I2", "\"ev\":\"run\"", """{"t":20,"p":"d","ev":"run","r":"a","th":"x","seq":1,"status":"running","att":1}""")]
    [InlineData("I3", "\"ev\":\"state\"", """{"t":21,"p":"d","ev":"state","th":"x","log":["a/0","a/1","a/1"]}""")]
    [InlineData("I3", "\"ev\":\"state\"", """{"t":21,"p":"d","ev":"state","th":"x","log":["a/0"]}""")]
    [InlineData("I5", "\"ev\":\"state\"", """{"t":21,"p":"d","ev":"state","th":"x","log":["a/1","a/0"]}""")]
    [InlineData("I8", "\"ev\":\"exec\",\"r\":\"a\",\"th\":\"x\",\"step\":1", "")]
    [InlineData("I9", "run_end", """{"t":9,"p":"w","ev":"run_end","r":"a","th":"x","status":"failed","att":1,"fence":1}""")]
    [InlineData("I12", "\"ev\":\"up\"", """{"t":1,"p":"w","ev":"up","steps":2,"max_attempts":0,"lease_ms":1}""")]
    [InlineData("I14", "exec_end", """{"t":6,"p":"w","ev":"err","msg":"oh"}""")]
    public void A_broken_log_is_found(string rule, string line, string replacement)
    {
        var broken = Good.Select(one => one.Contains(line, StringComparison.Ordinal) ? replacement : one).Where(one => one.Length > 0);
        Check(broken).Should().Contain(problem => problem.StartsWith(rule + " ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("I7", """{"t":5,"p":"v","ev":"exec","r":"b","th":"x","step":0,"att":1,"fence":2}""")]
    [InlineData("I6", """{"t":10,"p":"w","ev":"submit","r":"b","th":"x","strat":"enqueue"}""", """{"t":20,"p":"d","ev":"run","r":"b","th":"x","seq":0,"status":"interrupted","att":1}""")]
    [InlineData("I11", """{"t":1,"p":"w","ev":"submit","r":"b","th":"y","strat":"reject"}""", """{"t":3,"p":"w","ev":"submitted","r":"b","th":"y","out":"conflict"}""")]
    [InlineData("I10", """{"t":9,"p":"v","ev":"exec","r":"a","th":"x","step":1,"att":1,"fence":1}""", """{"t":10,"p":"h","ev":"kill","target":"v"}""")]
    [InlineData("I10", """{"t":6,"p":"w","ev":"up","steps":2,"max_attempts":3,"lease_ms":1}""", """{"t":9,"p":"v","ev":"exec","r":"a","th":"x","step":1,"att":1,"fence":3}""", """{"t":10,"p":"h","ev":"kill","target":"v"}""", """{"t":2000000000,"p":"w","ev":"claim","r":"a","th":"x","att":2,"fence":4}""")]
    public void A_log_with_more_than_should_be_is_found(string rule, params string[] lines) =>
        Check(Good.Concat(lines)).Should().Contain(problem => problem.StartsWith(rule + " ", StringComparison.Ordinal));

    [Theory]
    [InlineData(true, """["b+"]""")]
    [InlineData(false, "[]")]
    [InlineData(false, """["b+","b+"]""")]
    [InlineData(false, """["b+","c+"]""")]
    public void A_steered_input_stands_once(bool holds, string applied)
    {
        var lines = Good.Where(line => !line.Contains("\"state\"", StringComparison.Ordinal)).Concat(
        [
            """{"t":4,"p":"w","ev":"submit","r":"b+","th":"x","strat":"steer"}""",
            """{"t":5,"p":"w","ev":"submitted","r":"b+","th":"x","out":"created"}""",
            """{"t":20,"p":"d","ev":"run","r":"b+","th":"x","seq":2,"status":"interrupted","att":0,"taken_by":"a"}""",
            $$"""{"t":21,"p":"d","ev":"state","th":"x","log":["a/0","a/1"],"steered":{{applied}}}""",
        ]);
        Check(lines).Any(problem => problem.StartsWith("I16 ", StringComparison.Ordinal)).Should().Be(!holds);
    }

    [Theory]
    [InlineData("", "preempt", 7, "a/0", "b/0", "b/1", "a/1")]
    [InlineData("I3", "enqueue", 7, "a/0", "b/0", "b/1", "a/1")]
    [InlineData("I3", "preempt", 7, "a/0", "b/0", "a/1", "b/1")]
    [InlineData("I17", "preempt", 3_000_000_000, "a/0", "b/0", "b/1", "a/1")]
    public void An_urgent_run_goes_first_and_the_run_before_goes_on(string rule, string strategy, long claimed, params string[] entries)
    {
        var lines = Good.Where(line => !line.Contains("\"state\"", StringComparison.Ordinal)).Concat(
        [
            $$"""{"t":4,"p":"w","ev":"submit","r":"b","th":"x","strat":"{{strategy}}"}""",
            """{"t":5,"p":"w","ev":"submitted","r":"b","th":"x","out":"created"}""",
            $$"""{"t":{{claimed}},"p":"w","ev":"claim","r":"a","th":"x","att":2,"fence":2}""",
            $$"""{"t":{{claimed + 1}},"p":"w","ev":"claim","r":"b","th":"x","att":1,"fence":3}""",
            $$"""{"t":{{claimed + 2}},"p":"w","ev":"exec","r":"b","th":"x","step":0,"att":1,"fence":3}""",
            $$"""{"t":{{claimed + 3}},"p":"w","ev":"exec_end","r":"b","th":"x","step":0,"att":1,"fence":3}""",
            $$"""{"t":{{claimed + 4}},"p":"w","ev":"exec","r":"b","th":"x","step":1,"att":1,"fence":3}""",
            $$"""{"t":{{claimed + 5}},"p":"w","ev":"exec_end","r":"b","th":"x","step":1,"att":1,"fence":3}""",
            $$"""{"t":20,"p":"d","ev":"run","r":"b","th":"x","seq":2,"status":"succeeded","att":1,"strat":"{{strategy}}"}""",
            $$"""{"t":21,"p":"d","ev":"state","th":"x","log":[{{string.Join(',', entries.Select(static entry => $"\"{entry}\""))}}]}""",
        ]);
        Check(lines).Select(problem => problem.Split(' ')[0]).Distinct().Where(found => found is "I3" or "I17").Should().Equal(rule.Length == 0 ? [] : [rule]);
    }

    [Theory]
    [InlineData("created", true)]
    [InlineData("error", true)]
    [InlineData("conflict", false)]
    [InlineData("queue_full", false)]
    public void A_run_is_gone_where_a_rollback_may_have_met_it(string outcome, bool mayBe)
    {
        var lines = Good.Concat(
        [
            """{"t":3,"p":"w","ev":"submit","r":"gone","th":"x","strat":"enqueue"}""",
            """{"t":4,"p":"w","ev":"submitted","r":"gone","th":"x","out":"created"}""",
            """{"t":5,"p":"v","ev":"submit","r":"b","th":"x","strat":"rollback"}""",
            $$"""{"t":6,"p":"v","ev":"submitted","r":"b","th":"x","out":"{{outcome}}"}""",
        ]);
        Check(lines).Contains("I1 the accepted run gone is gone").Should().Be(!mayBe);
    }

    [Fact]
    public void A_run_that_begins_again_has_taken_an_input() =>
        Check([.. Good, """{"t":9,"p":"w","ev":"again","r":"a","th":"x","step":0,"att":1,"fence":1}"""]).Should().Contain(problem => problem.StartsWith("I16 ", StringComparison.Ordinal));

    [Theory]
    [InlineData("", "a", "a", "effect", "stored", "exec_end")]
    [InlineData("I15", "a", "a", "none", "stored", "exec_end")]
    [InlineData("I15", "a", "a", "effect", "stored", "effect_twice")]
    [InlineData("I18", "a", "b", "effect", "stored", "exec_end")]
    [InlineData("I19", "a", "a", "effect", "none", "exec_end")]
    public void What_a_run_does_beside_its_state_is_there_once(string rule, string own, string value, string effect, string stored, string third)
    {
        var lines = Good.Concat(
        [
            """{"t":1,"p":"w","ev":"up","steps":2,"max_attempts":3,"lease_ms":1,"effect_step":0,"store_step":1}""",
            $$"""{"t":7,"p":"w","ev":"exec","r":"a","th":"x","step":1,"att":1,"fence":1,"own":"{{own}}","value":"{{value}}"}""",
            $$"""{"t":8,"p":"w","ev":"{{third}}","r":"a","th":"x","step":1,"att":1,"fence":1}""",
            $$"""{"t":21,"p":"d","ev":"{{effect}}","r":"a"}""",
            $$"""{"t":21,"p":"d","ev":"{{stored}}","r":"a"}""",
        ]);
        Check(lines).Select(problem => problem.Split(' ')[0]).Should().Equal(rule.Length == 0 ? [] : [rule]);
    }

    [Fact]
    public void The_store_has_nothing_of_a_superstep_that_does_not_stand() => Check(
    [
        .. Good,
        """{"t":1,"p":"w","ev":"up","steps":2,"max_attempts":3,"lease_ms":1,"effect_step":5,"store_step":5}""",
        """{"t":21,"p":"d","ev":"stored","r":"a"}""",
    ]).Should().ContainSingle(problem => problem.StartsWith("I19 ", StringComparison.Ordinal));

    [Theory]
    [InlineData("tick", "succeeded", 0)]
    [InlineData("tick", "failed", 1)]
    [InlineData("x", "succeeded", 1)]
    public void A_tick_is_one_run_on_its_thread(string thread, string status, int problems) => Check(
    [
        .. Good,
        $$"""{"t":20,"p":"d","ev":"run","r":"tick","th":"{{thread}}","seq":1,"status":"{{status}}","att":1,"scheduled":true}""",
    ]).Count(problem => problem.StartsWith("I20 ", StringComparison.Ordinal)).Should().Be(problems);

    private static IReadOnlyList<string> Check(IEnumerable<string> lines) =>
        LogChecker.Check(new CrashLog(lines.Select(line => new LogEvent(JsonElement.Parse(line)))), recoveryMs: 1000);
}
