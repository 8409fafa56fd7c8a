namespace JobInterview.Silo.Hosting;

/// <summary>Files that must survive a power cut.</summary>
internal static class DurableFile
{
    /// <summary>Makes a file that only its owner can read; false when there already is one.</summary>
    public static bool TryCreate(string path, ReadOnlySpan<byte> content)
    {
        var temporary = $"{path}.{Guid.NewGuid():n}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            using (var file = new FileStream(temporary, options))
            {
                file.Write(content);
                file.Flush();
                Disk.Sync(file.SafeFileHandle);
            }

            File.Move(temporary, path, overwrite: false);     // a link, then an unlink: of two processes one wins
            Disk.SyncFolder(Path.GetDirectoryName(path)!);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
