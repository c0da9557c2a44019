namespace Postbag.Places;

/// <summary>Writes files of the folder so that a reader finds the old one or the new one, whole, whatever
/// happens.</summary>
internal static class PlacesWriting
{
    /// <summary>Keeps a second import away while one is at work: the later one would forget what the earlier one took
    /// in.</summary>
    /// <exception cref="PlacesException">Another import is at work, or the folder can't be written.</exception>
    public static FileStream TakeTurn(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(
                Path.Combine(folder, "importing.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1,
                FileOptions.DeleteOnClose);
        }
        catch (IOException failure) when (Directory.Exists(folder))
        {
            throw new PlacesException(
                $"Another import into {folder} is at work. Run this again when it is done.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new PlacesException($"The folder {folder} can't be written: {failure.Message}", failure);
        }
    }

    /// <summary>Puts a file in the place of another in one step, synced, and takes away the right to write
    /// it.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var part = path + ".part";
        try
        {
            File.Delete(part);
            using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(part, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            File.Move(part, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new PlacesException(
                $"{path} can't be written: {failure.Message} What was there stays in use.", failure);
        }
    }
}
