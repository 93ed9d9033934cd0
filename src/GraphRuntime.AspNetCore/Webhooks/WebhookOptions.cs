namespace GraphRuntime.AspNetCore;

/// <summary>Where notifications of ended runs (<c>webhook</c> of a run) may go, and how they are signed.</summary>
public sealed class WebhookOptions
{
    /// <summary>
    /// The hosts that may be notified, for example <c>hooks.example.com</c>, or <c>*.example.com</c> for every host below it. A run that names another one is refused with 422.
    /// </summary>
    /// <value>The default is empty: no run may name a webhook.</value>
    public ISet<string> AllowedHosts { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether loopback, private and link-local addresses may be notified. Names are resolved when a notification is sent, and the address that is connected to is the one that was checked.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Whether <c>http</c> may be used beside <c>https</c>.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AllowPlainHttp { get; set; }

    /// <summary>The key of the signature, at least 16 bytes. The headers <c>webhook-timestamp</c> (seconds since 1970) and <c>webhook-signature</c> (<c>sha256=</c> and the HMAC of the time stamp, a dot and the body in hex) are sent with it.</summary>
    /// <value>The default is empty: notifications are not signed.</value>
    public ReadOnlyMemory<byte> SigningKey { get; set; }

    /// <summary>How long one notification may take.</summary>
    /// <value>The default is 10 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}
