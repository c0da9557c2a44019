using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Postbag.Triage.Learning;

namespace Postbag.Triage;

/// <content>A model as bytes, to be kept in the office's own database.</content>
public sealed partial class Labeller
{
    /// <summary>"PTRI" and the version of the format.</summary>
    private const uint Mark = 0x50545202;

    /// <summary>A larger model is refused unread: none is made so large, and memory is taken before anything can be
    /// checked.</summary>
    private const int MaxSavedBytes = 256 << 20;

    private const int MaxLabelLength = 1_000;

    /// <summary>Writes all that was learnt and corrected: what is saved and loaded suggests exactly the same.</summary>
    public byte[] Save()
    {
        using var stream = new MemoryStream();
        using var to = new BinaryWriter(stream, Encoding.UTF8);
        to.Write(Mark);
        to.Write(options.MaxCharacters);
        to.Write((byte)options.ShortestRun);
        to.Write((byte)options.LongestRun);
        to.Write(options.RunWeight);
        to.Write(options.PairWeight);
        to.Write((byte)options.Reasons);
        to.Write(options.CorrectionMargin);
        to.Write(ExampleCount);
        to.Write(labels.Count);
        foreach (var label in labels) to.Write(label);
        to.Write(calibration.Scale);
        to.Write(calibration.Level);
        to.Write(calibration.Steepness);
        to.Write(calibration.Threshold);
        WriteAll<uint>(to, vocabulary.Keys);
        WriteAll<Half>(to, savedWorths);
        to.Write(weights.LabelCount);
        WriteAll<float>(to, weights.Bias);
        WriteAll<float>(to, weights.Scales);
        WriteAll<sbyte>(to, weights.Cells);
        WriteCorrections(to);
        to.Flush();
        to.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        return stream.ToArray();
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="bytes">A saved model. Whatever they are, nothing but the exception happens.</param>
    /// <exception cref="InvalidDataException">The bytes are no model of this version, or not all of one.</exception>
    public static Labeller Load(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxSavedBytes)
            throw new InvalidDataException("This is too large to be a saved triage model.");
        if (bytes.Length < sizeof(uint) + SHA256.HashSizeInBytes || MemoryMarshal.Read<uint>(bytes) != Mark)
            throw new InvalidDataException(
                "This is no saved triage model, or one of another version: learn again from the office's decisions.");
        var content = bytes[..^SHA256.HashSizeInBytes];
        if (!SHA256.HashData(content).AsSpan().SequenceEqual(bytes[content.Length..]))
            throw new InvalidDataException("This triage model is damaged: learn again from the office's decisions.");
        return LoadContent(content);
    }

    /// <summary>The content after its hash was checked. It may still have been made to harm: every number is looked
    /// at.</summary>
    internal static Labeller LoadContent(ReadOnlySpan<byte> content)
    {
        var from = new SavedBytes(content[sizeof(uint)..]);
        var options = new TriageOptions
        {
            MaxCharacters = from.Int32(0, 1 << 24),
            ShortestRun = from.Byte(1),
            LongestRun = from.Byte(1),
            RunWeight = from.Double(0, 100),
            PairWeight = from.Double(0, 100),
            Reasons = from.Byte(0),
            CorrectionMargin = from.Double(0, 100),
        };
        var examples = from.Int32(1, int.MaxValue);
        var labels = Enumerable.Range(0, from.Int32(1, MaxLabels)).Select(_ => "").ToList();
        for (var k = 0; k < labels.Count; k++) labels[k] = from.Text(MaxLabelLength);
        var (scale, level, steepness, threshold) =
            (from.Double(0.01, 1000), from.Double(-1000, 1000), from.Double(0.001, 1000), from.Double(0, 1));
        var keys = from.All<uint>();
        SavedBytes.Check(keys.Distinct().Count() == keys.Length);
        var worths = from.All<Half>();
        var learntLabels = from.Int32(1, labels.Count);
        var (bias, scales, cells) = (from.Floats(learntLabels), from.Floats(keys.Length), from.All<sbyte>());
        SavedBytes.Check(worths.Length == keys.Length && cells.LongLength == (long)keys.Length * learntLabels);
        SavedBytes.Check(worths.All(Half.IsFinite));
        var corrections = ReadCorrections(ref from, labels.Count);
        SavedBytes.Check(from.IsAtEnd);
        return new Labeller(
            options, labels, examples, new Vocabulary(keys), worths, new WeightTable(learntLabels, bias, scales, cells),
            new Calibration { Scale = scale, Level = level, Steepness = steepness, Threshold = threshold }, corrections)
        {
            isMerged = labels.Distinct().Count() < labels.Count,
        };
    }

    private void WriteCorrections(BinaryWriter to)
    {
        to.Write(corrections.Features.Count);
        foreach (var (key, added) in corrections.Features.OrderBy(pair => pair.Key))
        {
            to.Write(key);
            WriteAll<float>(to, added);
        }

        to.Write(corrections.Texts.Count);
        foreach (var text in corrections.TextsInOrder)
        {
            to.Write(text);
            to.Write(corrections.Texts[text]);
        }
    }

    private static Corrections ReadCorrections(ref SavedBytes from, int labelCount)
    {
        var corrections = new Corrections();
        for (var left = from.Int32(0, Corrections.MaxFeatures); left > 0; left--)
        {
            var key = from.UInt32();
            var added = from.Floats();
            SavedBytes.Check(added.Length <= labelCount && corrections.Features.TryAdd(key, added));
        }

        for (var left = from.Int32(0, Corrections.MaxTexts); left > 0; left--)
            corrections.Remember(from.UInt64(), from.Int32(0, labelCount - 1));
        return corrections;
    }

    private static void WriteAll<T>(BinaryWriter to, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        to.Write(values.Length);
        to.Write(MemoryMarshal.AsBytes(values));
    }
}
