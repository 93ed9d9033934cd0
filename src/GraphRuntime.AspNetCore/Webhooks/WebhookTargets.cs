using System.Net;
using System.Net.Sockets;

namespace GraphRuntime.AspNetCore;

/// <summary>Decides where notifications may go.</summary>
internal static class WebhookTargets
{
    private static readonly IPNetwork[] s_inner =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("198.18.0.0/15"), IPNetwork.Parse("224.0.0.0/3"),
        IPNetwork.Parse("::/127"), IPNetwork.Parse("64:ff9b::/96"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10"), IPNetwork.Parse("ff00::/8"),
    ];

    /// <summary>Checks the address that a run names.</summary>
    public static Uri Check(string address, WebhookOptions options)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && !(options.AllowPlainHttp && uri.Scheme == Uri.UriSchemeHttp)) || uri.UserInfo.Length > 0)
        {
            throw ApiException.Invalid("webhook_not_allowed", "A webhook is an absolute https address without a user.");
        }

        return options.AllowedHosts.Any(pattern => Fits(uri.IdnHost, pattern)) ? uri : throw ApiException.Invalid("webhook_not_allowed", $"Host '{uri.Host}' may not be notified.");
    }

    /// <summary>Connects to an address that was checked: a name is resolved here and nowhere else.</summary>
    public static async ValueTask<Stream> ConnectAsync(DnsEndPoint target, WebhookOptions options, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(target.Host, cancellationToken).ConfigureAwait(false);
        var allowed = Array.FindAll(addresses, address => options.AllowPrivateAddresses || !IsInner(address));
        if (allowed.Length == 0)
        {
            throw new HttpRequestException($"Host '{target.Host}' has no address that may be notified.");
        }

#pragma warning disable CA2000 // The stream owns the socket; where there is no stream, it is disposed below.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
#pragma warning restore CA2000
        try
        {
            await socket.ConnectAsync(allowed, target.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public static bool IsInner(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(s_inner, network => network.Contains(plain));
    }

    private static bool Fits(string host, string pattern) => pattern.StartsWith("*.", StringComparison.Ordinal)
        ? host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase) && host.Length > pattern.Length - 1
        : host.Equals(pattern, StringComparison.OrdinalIgnoreCase);
}
