using System.Security.Cryptography;
using System.Text;
using JobInterview.Tenants;

namespace JobInterview.Silo.Keys;

/// <summary>Finds people by whole e-mail addresses and whole words of a name, without keeping either readable.</summary>
public sealed class BlindIndex
{
    private readonly KeyVault _vault;
    private readonly ISystemSecrets _secrets;

    internal BlindIndex(KeyVault vault, ISystemSecrets secrets) => (_vault, _secrets) = (vault, secrets);

    /// <summary>An e-mail address within one company.</summary>
    public async Task<byte[]> EmailAsync(TenantId tenant, string email, CancellationToken cancel = default) =>
        Term(await _vault.PepperAsync(tenant, cancel), "email", Normalised(email));

    /// <summary>An e-mail address before the company is known: only to find where someone may sign in.</summary>
    public async Task<byte[]> SignInAsync(string email, CancellationToken cancel = default) =>
        HMACSHA256.HashData(await _secrets.GetOrCreateAsync("blind-index", () => RandomNumberGenerator.GetBytes(32), cancel), Text("sign-in", Normalised(email)));

    /// <summary>All that a person is found by: the whole e-mail and each word of the name.</summary>
    public async Task<byte[][]> PersonAsync(TenantId tenant, string name, string email, CancellationToken cancel = default)
    {
        var pepper = await _vault.PepperAsync(tenant, cancel);
        return [Term(pepper, "email", Normalised(email)), .. Words(name).Select(word => Term(pepper, "word", word))];
    }

    /// <summary>What a search asks for; a person must carry all of it.</summary>
    public async Task<byte[][]> SearchAsync(TenantId tenant, string search, CancellationToken cancel = default)
    {
        var pepper = await _vault.PepperAsync(tenant, cancel);
        return search.Contains('@', StringComparison.Ordinal)
            ? [Term(pepper, "email", Normalised(search))]
            : [.. Words(search).Take(8).Select(word => Term(pepper, "word", word))];
    }

    internal static string Normalised(string text) => Composed(text).Trim().ToLowerInvariant();

    // NFKC of a lone surrogate throws; such a text matches nothing rather than breaking a search.
    private static string Composed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Normalize(NormalizationForm.FormKC);

    private static IEnumerable<string> Words(string text)
    {
        var letters = Normalised(text).Select(c => char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.IsBetween(c, '\u0300', '\u036f') ? c : ' ');
        return string.Concat(letters).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct();
    }

    private static byte[] Term(DataKey pepper, string kind, string text) => pepper.Mac(Text(kind, text));

    private static byte[] Text(string kind, string text) => Encoding.UTF8.GetBytes($"{kind}\n{text}");
}
