using System.Security.Cryptography;
using JobInterview.Silo.Keys;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace JobInterview.Api.Identity;

/// <summary>The keys of the OAuth server, kept with the platform's secrets: every process accepts every token, also after a restart.</summary>
internal sealed class OAuthKeys(ISystemSecrets secrets) : IConfigureOptions<OpenIddictServerOptions>
{
    public void Configure(OpenIddictServerOptions options)
    {
        var pkcs8 = secrets.Get("oauth-signing-1", () =>
        {
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return made.ExportPkcs8PrivateKey();
        });
        var signing = ECDsa.Create();                          // lives as long as the process does
        signing.ImportPkcs8PrivateKey(pkcs8, out _);
        options.SigningCredentials.Add(new(
            new ECDsaSecurityKey(signing) { KeyId = NameOf(signing.ExportSubjectPublicKeyInfo()) }, SecurityAlgorithms.EcdsaSha256));

        var encryption = secrets.Get("oauth-encryption-1", () => RandomNumberGenerator.GetBytes(32));
        options.EncryptionCredentials.Add(new(
            new SymmetricSecurityKey(encryption) { KeyId = NameOf(SHA256.HashData(encryption)) },
            SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
    }

    private static string NameOf(byte[] key) => Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, 8));
}
