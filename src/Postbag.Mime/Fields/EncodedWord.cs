using System.Buffers;

namespace Postbag.Mime;

/// <summary>Where one encoded word (RFC 2047 §2) lies in a value, found but not yet decoded.</summary>
/// <param name="CharsetStart">Where the charset's name begins.</param>
/// <param name="CharsetEnd">Where it ends, before the language (RFC 2231 §5) if there is one.</param>
/// <param name="IsBase64">B; else Q.</param>
/// <param name="TextStart">Where the encoded text begins.</param>
/// <param name="TextEnd">Where it ends.</param>
/// <param name="End">Where the word ends.</param>
/// <param name="IsTerminated">False if ?= is missing.</param>
internal readonly record struct EncodedWord(
    int CharsetStart, int CharsetEnd, bool IsBase64, int TextStart, int TextEnd, int End, bool IsTerminated)
{
    // The longest registered charset name has 45 characters; with a language it stays well under this.
    private const int LongestLabel = 80;

    private static readonly SearchValues<byte> NotInLabel = SearchValues.Create(" \t\r\n=<>\""u8);

    /// <summary>Reads the word that begins at <paramref name="start"/>, where "=?" stands.</summary>
    /// <returns>False if what stands there is no encoded word, not even a broken one.</returns>
    public static bool TryRead(ReadOnlySpan<byte> value, int start, out EncodedWord word)
    {
        word = default;
        if (!TryReadLabel(value, start, out var charsetEnd, out var textStart))
            return false;

        var textEnd = FindEnd(value, textStart, out var end);
        var isTerminated = end > textEnd;
        if (!isTerminated && textEnd == textStart)
            return false;

        var isBase64 = value[textStart - 2] is (byte)'B' or (byte)'b';
        word = new EncodedWord(start + 2, charsetEnd, isBase64, textStart, textEnd, end, isTerminated);
        return true;
    }

    private static bool TryReadLabel(ReadOnlySpan<byte> value, int start, out int charsetEnd, out int textStart)
    {
        charsetEnd = textStart = 0;
        var rest = value[(start + 2)..];
        var window = rest[..Math.Min(rest.Length, LongestLabel)];
        var question = window.IndexOf((byte)'?');
        if (question < 0 || rest.Length < question + 3 || rest[question + 2] != (byte)'?')
            return false;
        if (rest[question + 1] is not ((byte)'B' or (byte)'b' or (byte)'Q' or (byte)'q'))
            return false;
        if (window[..question].ContainsAny(NotInLabel))
            return false;

        var star = window[..question].IndexOf((byte)'*');
        charsetEnd = start + 2 + (star < 0 ? question : star);
        textStart = start + 2 + question + 3;
        return true;
    }

    /// <summary>Where the text ends and, through <paramref name="end"/>, where the word ends. A word without ?= ends
    /// where the next word or, if there is none, the next white space stands.</summary>
    private static int FindEnd(ReadOnlySpan<byte> value, int textStart, out int end)
    {
        var firstSpace = -1;
        for (var i = textStart; i < value.Length; i++)
        {
            var current = value[i];
            if (FieldText.IsSpace(current))
            {
                if (firstSpace < 0)
                    firstSpace = i;
            }
            else if (current == '?' && i + 1 < value.Length && value[i + 1] == '=')
            {
                if (IsQuestionMarkInText(value, i))
                    continue;
                end = i + 2;
                return i;
            }
            else if (current == '=' && firstSpace >= 0 && i + 1 < value.Length && value[i + 1] == '?'
                && TryReadLabel(value, i, out _, out _))
            {
                break;
            }
        }

        end = firstSpace >= 0 ? firstSpace : value.Length;
        return end;
    }

    /// <summary>"Why?=20Because?=": some mailers leave question marks as they are, and what looks like the end is the
    /// beginning of a quoted-printable character.</summary>
    private static bool IsQuestionMarkInText(ReadOnlySpan<byte> value, int question)
    {
        if (question + 3 >= value.Length
            || !char.IsAsciiHexDigit((char)value[question + 2]) || !char.IsAsciiHexDigit((char)value[question + 3]))
        {
            return false;
        }

        // RFC 2047 §2 allows 75 characters a word: looking further would only make this slow.
        var rest = value[(question + 4)..];
        rest = rest[..Math.Min(rest.Length, 75)];
        for (var i = 0; i + 1 < rest.Length; i++)
        {
            if (FieldText.IsSpace(rest[i]) || (rest[i] == '=' && rest[i + 1] == '?'))
                return false;
            if (rest[i] == '?' && rest[i + 1] == '=')
                return true;
        }

        return false;
    }
}
