using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace JobInterview.Silo.Hosting;

/// <summary>Where the process keeps its files.</summary>
public sealed class DataOptions
{
    public const string Section = "Data";

    /// <summary>The data folder. Default: <c>data</c> beside the solution when run below it, else beside the executable.</summary>
    public string? Folder { get; set; }
}

/// <summary>One process on SQLite files, or many on one PostgreSQL.</summary>
public enum ClusterMode { Embedded, PostgreSql }

/// <summary>How many processes make the platform, and what their cluster is called.</summary>
public sealed class TopologyOptions
{
    public const string Section = "Cluster";

    public ClusterMode Mode { get; set; } = ClusterMode.Embedded;

    /// <summary>The name that processes of one deployment share. The name of the service in stored keys never changes.</summary>
    [Required, RegularExpression("[a-zA-Z0-9-]{1,60}")] public string Id { get; set; } = "jobinterview";

    /// <summary>Whether an api process of a cluster is one of its silos too: one kind of process, and no line between a request and its grain.</summary>
    public bool HostsSilo { get; set; }
}

/// <summary>The ports of a silo in a cluster; 0 for <see cref="HealthPort"/> opens none.</summary>
public sealed class SiloPortsOptions
{
    public const string Section = "Silo";

    [Range(1, 65535)] public int Port { get; set; } = 11111;

    [Range(1, 65535)] public int GatewayPort { get; set; } = 30000;

    [Range(0, 65535)] public int HealthPort { get; set; }

    /// <summary>The address other processes reach this silo at. Default: loopback.</summary>
    public string? Address { get; set; }
}

/// <summary>How patient a start is.</summary>
public sealed class StartOptions
{
    public const string Section = "Start";

    /// <summary>How long a start waits, in all, for databases that are not up yet. Default: 30 seconds.</summary>
    [Range(0, 3600)] public int DatabaseWaitSeconds { get; set; } = 30;
}

/// <summary>The root of all keys.</summary>
public sealed class KeysOptions : IValidatableObject
{
    public const string Section = "Keys";

    /// <summary>32 bytes in base64. Default: the file <c>root.key</c> in the data folder, made at the first start.</summary>
    [Base64String] public string? Root { get; set; }

    /// <summary>How old a backup of the keys may be that anyone still keeps: what was destroyed could be opened for so long. Default, and the most there is: 24 hours.</summary>
    public int BackupWindowHours { get; set; } = 24;

    // By hand, so that it says why: a generated check of a range has no room for that.
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => BackupWindowHours is >= 1 and <= 24 ? []
        : [new("Keys:BackupWindowHours must be 1 to 24: a backup of the keys that is kept longer could bring back what was promised to be destroyed.", [nameof(BackupWindowHours)])];
}

/// <summary>How the states of grains are kept.</summary>
public sealed class GrainStorageOptions
{
    public const string Section = "GrainStorage";

    /// <summary>Clearing a state deletes its row; anything else would keep what was erased, so nothing else is taken.</summary>
    [AllowedValues(true, ErrorMessage = "GrainStorage:DeleteStateOnClear must be true: with false the row of an erased state would stay.")]
    public bool DeleteStateOnClear { get; set; } = true;
}

/// <summary>Where mail leaves; without a host it is kept sealed and readable in the company's outbox.</summary>
public sealed class SmtpOptions
{
    public const string Section = "Smtp";

    public string? Host { get; set; }

    [Range(1, 65535)] public int Port { get; set; } = 587;

    public string? User { get; set; }

    public string? Password { get; set; }

    [EmailAddress] public string From { get; set; } = "no-reply@localhost.localdomain";
}

/// <summary>What the links in mails begin with.</summary>
public sealed class LinkOptions
{
    /// <summary>The one address of the product (<c>PublicUrl</c>); ends with a slash.</summary>
    public Uri Base { get; set; } = new("http://localhost:5080/");
}

/// <summary>The databases of a cluster.</summary>
public sealed class ConnectionOptions
{
    public const string Section = "ConnectionStrings";

    public string? JobInterview { get; set; }

    /// <summary>The database of keys; without it they live in the schema <c>keys</c> of the main database.</summary>
    public string? Keys { get; set; }

    /// <summary>The database of the log of destroyed keys; without it it lives in the schema <c>tombstones</c> of the main database.</summary>
    public string? Tombstones { get; set; }

    /// <summary>The login that may change the schema. Default: the ordinary one.</summary>
    public string? Migrations { get; set; }
}

[OptionsValidator] internal sealed partial class TopologyOptionsValidator : IValidateOptions<TopologyOptions>;

[OptionsValidator] internal sealed partial class SiloPortsOptionsValidator : IValidateOptions<SiloPortsOptions>;

[OptionsValidator] internal sealed partial class StartOptionsValidator : IValidateOptions<StartOptions>;

[OptionsValidator] internal sealed partial class KeysOptionsValidator : IValidateOptions<KeysOptions>;

[OptionsValidator] internal sealed partial class GrainStorageOptionsValidator : IValidateOptions<GrainStorageOptions>;

[OptionsValidator] internal sealed partial class SmtpOptionsValidator : IValidateOptions<SmtpOptions>;
