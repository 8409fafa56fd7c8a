using System.Text.Json;
using JobInterview.Grains.Tenants;
using JobInterview.Silo.Hosting;

namespace JobInterview.Api.Demo;

/// <summary><c>data/demo.json</c>: the demo's access for people and programs on this machine, readable by its owner only and never rewritten.</summary>
internal static class DemoFile
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task WriteOnceAsync(DataFolder folder, Uri baseUrl, DemoAccess access, NewApiClient client)
    {
        var path = folder.File("demo.json");
        Directory.CreateDirectory(folder.Path);
        var unfinished = folder.File($"demo.{Guid.NewGuid():n}.tmp");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var file = new FileStream(unfinished, options))
        {
            await JsonSerializer.SerializeAsync(file, new
            {
                baseUrl,
                tenant = DemoAccess.Slug,
                owner = new { email = access.Email, password = access.Password },
                apiClient = new { clientId = client.Client.ClientId, clientSecret = client.Secret },
            }, Readable);
        }

        try
        {
            File.Move(unfinished, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(unfinished);                          // another process was first
        }
    }
}
