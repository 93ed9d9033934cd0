using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace GraphRuntime.Studio.Tests.Access;

/// <summary>Lets all requests come from an address.</summary>
internal sealed class CallerAddress(string? address) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(following => http =>
        {
            http.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);
            return following(http);
        });
        next(app);
    };
}
