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

/// <summary>The demo's API client: every process of a cluster writes the same one down.</summary>
internal sealed record DemoClient(Guid Id, string Secret)
{
    public static DemoClient New() => new(RandomId.New(), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this);

    public static DemoClient FromBytes(byte[] bytes) => JsonSerializer.Deserialize<DemoClient>(bytes)!;
}
