namespace Postbag.Mime;

/// <summary>Base64 over several encoded words: some mailers cut the encoded text rather than the text, so a group of
/// four may begin in one word and end in the next.</summary>
internal struct Base64Bits
{
    private int bits;
    private int count;

    public void Decode(ReadOnlySpan<byte> text, scoped ref PooledBuffer<byte> bytes, long offset, DefectList defects)
    {
        // A new word that begins at a group's boundary is the rule. Left-over bits that are all zero are a missing
        // padding; others can only be the beginning of a group that goes on here.
        if (count is 2 or 3 && LeftOver == 0)
            Finish(offset, defects);

        foreach (var current in text)
        {
            var value = Value(current);
            if (value >= 0)
            {
                bits = (bits << 6) | value;
                if (++count == 1)
                    continue;
                bytes.Append((byte)(bits >> LeftOverBits));
                bits &= (1 << LeftOverBits) - 1;
                if (count == 4)
                    count = 0;
            }
            else if (current == '=')
            {
                bits = count = 0;
            }
            else if (!FieldText.IsSpace(current))
            {
                defects.Add(DefectKind.BadEncodedWord, offset, "characters that aren't base64 are skipped");
            }
        }
    }

    /// <summary>Ends the group; says so if it lacked its padding.</summary>
    public void Finish(long offset, DefectList defects)
    {
        if (count > 0)
            defects.Add(DefectKind.BadEncodedWord, offset, "base64 without its padding is read to where it goes");
        bits = count = 0;
    }

    private readonly int LeftOver => bits & ((1 << LeftOverBits) - 1);

    private readonly int LeftOverBits => count switch { 1 => 6, 2 => 4, 3 => 2, _ => 0 };

    private static int Value(byte current) => current switch
    {
        >= (byte)'A' and <= (byte)'Z' => current - 'A',
        >= (byte)'a' and <= (byte)'z' => current - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => current - '0' + 52,
        (byte)'+' => 62,
        (byte)'/' => 63,
        _ => -1,
    };
}
