using GraphRuntime.CrashHost;

var options = HostOptions.Parse(args);
if (options is null)
{
    await Console.Error.WriteLineAsync(HostOptions.Usage);
    return 2;
}

using var log = new OperationsLog(options.Log, options.Id);
await using var services = HostServices.Create(options, log);
return options.Verb switch
{
    "init" => await InitCommand.RunAsync(services),
    "work" => await WorkCommand.RunAsync(options, services, log),
    "soak" => await SoakCommand.RunAsync(options, services, log),
    "settle" => await SettleCommand.RunAsync(options, services, log),
    _ => await DumpCommand.RunAsync(options, services, log),
};
