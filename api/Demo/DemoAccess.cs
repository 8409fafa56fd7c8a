using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using JobInterview.Tenants;

namespace JobInterview.Api.Demo;

/// <summary>What is random about the demo, made once and kept sealed, so that a start that was killed half-way is finished by the next.</summary>
internal sealed record DemoAccess(string Email, string Password, Guid EnglishPlan, Guid FrenchPlan)
{
    public const string Slug = "demo";

    public static DemoAccess New() => new(
        "owner@demo.example", Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(15)), RandomId.New(), RandomId.New());

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this);

    public static DemoAccess FromBytes(byte[] bytes) => JsonSerializer.Deserialize<DemoAccess>(bytes)!;
}
