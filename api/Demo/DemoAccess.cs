using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using JobInterview.Tenants;

namespace JobInterview.Api.Demo;

/// <summary>Everything that is random about the demo, made once and kept sealed, so that a start that was killed half-way is finished by the next.</summary>
internal sealed record DemoAccess(string Email, string Password, string ClientId, string ClientSecret, Guid EnglishPlan, Guid FrenchPlan)
{
    public static DemoAccess New() => new(
        "owner@demo.example", Secret(15), $"demo-{RandomId.Format(RandomId.New())}", Secret(32), RandomId.New(), RandomId.New());

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this);

    public static DemoAccess FromBytes(byte[] bytes) => JsonSerializer.Deserialize<DemoAccess>(bytes)!;

    private static string Secret(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));
}
