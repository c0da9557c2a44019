using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Postbag.Office.Staff;

/// <summary>The six digits of an authenticator app: RFC 6238 with SHA-1 and half minutes, which is what the apps
/// assume.</summary>
/// <remarks>ASP.NET Core Identity has its own, which takes a code again and again while it lasts and can't be given a
/// clock.</remarks>
public static class OneTimeCode
{
    private const int StepSeconds = 30;
    private const int Modulus = 1_000_000;

    /// <summary>Clocks of telephones differ: the code before and the one after are good too (RFC 6238, section
    /// 5.2).</summary>
    private const int Drift = 1;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The time step a code belongs to, if it is right and newer than the last one used; else null.</summary>
    /// <param name="secret">In base 32, as the app has it.</param>
    /// <param name="code">As typed; spaces don't matter.</param>
    /// <param name="now">When it was typed.</param>
    /// <param name="lastStep">The step of the last code that was used; it and older ones are refused.</param>
    public static long? Match(string secret, string code, DateTimeOffset now, long lastStep)
    {
        var digits = code.Replace(" ", "", StringComparison.Ordinal);
        if (digits.Length != 6 || !digits.All(char.IsAsciiDigit)) return null;
        var step = StepAt(now);
        long? found = null;
        // All are compared, so the time it takes says nothing.
        for (var candidate = step - Drift; candidate <= step + Drift; candidate++)
        {
            var same = CryptographicOperations.FixedTimeEquals(
                System.Text.Encoding.ASCII.GetBytes(At(secret, candidate)),
                System.Text.Encoding.ASCII.GetBytes(digits));
            if (same && candidate > lastStep) found ??= candidate;
        }

        return found;
    }

    public static long StepAt(DateTimeOffset instant) => instant.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The code of a time step.</summary>
    public static string At(string secret, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 6238's default, all that common apps know; HMAC needs no collision resistance.
        HMACSHA1.HashData(FromBase32(secret), counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & 0x7fffffff;
        return (number % Modulus).ToString("000000", CultureInfo.InvariantCulture);
    }

    private static byte[] FromBase32(string text)
    {
        var bytes = new byte[text.Length * 5 / 8];
        var (bits, count, length) = (0, 0, 0);
        foreach (var letter in text)
        {
            var value = Alphabet.IndexOf(char.ToUpperInvariant(letter), StringComparison.Ordinal);
            if (value < 0) throw new FormatException("Not base 32.");
            bits = (bits << 5 | value) & 0xfff;
            count += 5;
            if (count < 8) continue;
            count -= 8;
            bytes[length++] = (byte)(bits >> count);
        }

        return bytes;
    }
}
