namespace Postbag.Mime;

/// <summary>A message as it was received: any bytes can be read as one. What is wrong with it is listed in
/// <see cref="Defects"/>; nothing on this class throws because of what arrived. Fields and bodies are decoded when they
/// are asked for and then kept. Not for use from several threads at once.</summary>
public sealed partial class MimeMessage
{
    private readonly ReadContext context;

    internal MimeMessage(ReadContext context, MimePart root, ReadOnlyMemory<byte> bytes)
    {
        this.context = context;
        Root = root;
        Bytes = bytes;
    }

    /// <summary>The bytes that were read. They are not copied: whoever owns them must not change them.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The outermost part.</summary>
    public MimePart Root { get; }

    /// <summary>The message's header.</summary>
    public HeaderFields Header => Root.Header;

    /// <summary>What was found wrong so far, in the order of finding. It grows as things are asked for, since they are
    /// decoded then; <see cref="ReadAll"/> asks for everything. A message inside another shares the other's
    /// list.</summary>
    public IReadOnlyList<Defect> Defects => context.Defects;

    /// <summary>Finds the structure of a message. Linear in the length; decodes nothing.</summary>
    /// <param name="bytes">The message as it was received, from its first header line (or an mbox separator) on. Kept,
    /// not copied.</param>
    /// <param name="options">The limits; <see cref="ReadOptions.Default"/> if null.</param>
    /// <returns>The message, whatever the bytes are.</returns>
    public static MimeMessage Read(ReadOnlyMemory<byte> bytes, ReadOptions? options = null)
    {
        options ??= ReadOptions.Default;
        var defects = new DefectList(options.MaxDefects);
        if (bytes.Length > options.MaxBytes)
        {
            defects.Add(DefectKind.MessageTooLong, options.MaxBytes, "the rest is left unread");
            bytes = bytes[..options.MaxBytes];
        }

        var message = Read(new ReadContext(bytes, options, defects));
        defects.Root = message.Root;
        return message;
    }

    internal static MimeMessage Read(ReadContext context) => new(context, StructureReader.Read(context), context.Bytes);

    /// <summary>Every part in order, each before its children, those of nested messages included.</summary>
    /// <returns>The root first.</returns>
    public IEnumerable<MimePart> AllParts()
    {
        var waiting = new Stack<MimePart>();
        waiting.Push(Root);
        while (waiting.TryPop(out var part))
        {
            yield return part;

            if (part.Message is { } message)
                waiting.Push(message.Root);

            for (var i = part.Children.Count - 1; i >= 0; i--)
                waiting.Push(part.Children[i]);
        }
    }
}
