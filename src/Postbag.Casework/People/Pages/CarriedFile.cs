using System.IO.Compression;

namespace Postbag.Casework.People.Pages;

/// <summary>A file that goes along in a page's form from one look to the next, so that nothing is left lying on the
/// server.</summary>
internal static class CarriedFile
{
    public static string Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(bytes);
        return Convert.ToBase64String(packed.ToArray());
    }

    /// <param name="packed">As the form has it: it may be anything.</param>
    /// <param name="most">Bytes it may unpack to: a small form can hold a very large file of nothing.</param>
    /// <returns>Null if it is no such file, or too large.</returns>
    public static byte[]? Unpack(string packed, int most)
    {
        try
        {
            using var gzip = new GZipStream(
                new MemoryStream(Convert.FromBase64String(packed)), CompressionMode.Decompress);
            using var bytes = new MemoryStream();
            var buffer = new byte[81_920];
            for (int read; (read = gzip.Read(buffer)) > 0;)
            {
                bytes.Write(buffer, 0, read);
                if (bytes.Length > most) return null;
            }

            return bytes.ToArray();
        }
        catch (Exception failure) when (failure is FormatException or InvalidDataException)
        {
            return null;
        }
    }
}
