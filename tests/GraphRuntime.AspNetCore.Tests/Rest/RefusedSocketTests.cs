using System.Net.WebSockets;

namespace GraphRuntime.AspNetCore.Tests.Rest;

/// <summary>A script in a browser sees why its socket was refused: 4000 and the status of HTTP.</summary>
public sealed class RefusedSocketTests
{
    [Theory]
    [InlineData("ann", "{thread}", null)]
    [InlineData("bob", "{thread}", 4404)]
    [InlineData("graphruntime.bob", "{thread}", 4403)]
    [InlineData(null, "{thread}", 4401)]
    [InlineData("ann", "%01", 4422)]
    public async Task A_socket_that_is_refused_is_closed_with_the_reason(string? user, string path, int? code)
    {
        await using var host = await ApiHost.StartAsync(users: true);
        path = path.Replace("{thread}", await host.ThreadAsync("ann"), StringComparison.Ordinal);

        using var socket = await ConnectAsync(host, path, user);

        if (code is null)
        {
            await socket.SendAsync("{\"id\":1,\"method\":\"state.get\"}"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None).Soon();
        }

        var received = await socket.ReceiveAsync(new byte[1000], CancellationToken.None).Soon();
        received.MessageType.Should().Be(code is null ? WebSocketMessageType.Text : WebSocketMessageType.Close);
        ((int?)socket.CloseStatus).Should().Be(code);
    }

    private static async Task<ClientWebSocket> ConnectAsync(ApiHost host, string thread, string? user)
    {
        var socket = new ClientWebSocket();
        if (user is not null)
        {
            socket.Options.SetRequestHeader("x-user", user);
        }

        await socket.ConnectAsync(new Uri($"ws://{host.Client.BaseAddress!.Authority}/api/threads/{thread}/stream/events"), CancellationToken.None).Soon();
        return socket;
    }
}
