using System.Text;
using System.Xml.Linq;
using JobInterview.Silo.Keys;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace JobInterview.Api.Identity;

/// <summary>The keys that protect cookies, kept sealed with the platform's secrets.</summary>
internal sealed class KeyRing(ISystemSecrets secrets) : IXmlRepository, IConfigureOptions<KeyManagementOptions>
{
    private const string Prefix = "data-protection/";

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var names = Task.Run(() => secrets.NamesAsync(Prefix)).GetAwaiter().GetResult();
        return [.. names.Select(name => XElement.Parse(Encoding.UTF8.GetString(secrets.Get(name, () => throw new InvalidOperationException("A listed key is gone.")))))];
    }

    public void StoreElement(XElement element, string friendlyName) =>
        secrets.Get(Prefix + friendlyName, () => Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)));

    public void Configure(KeyManagementOptions options) => options.XmlRepository = this;
}
