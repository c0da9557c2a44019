using System.Buffers.Binary;

namespace Postbag.Mime.Tnef;

/// <summary>Walks through the attributes of one winmail.dat (MS-OXTNEF §2.1.3).</summary>
internal sealed class TnefReader(ReadOnlyMemory<byte> bytes, int depth)
{
    private const uint OemCodePage = 0x00069007;
    private const uint Subject = 0x00018004;
    private const uint Body = 0x0002800C;
    private const uint MessageProperties = 0x00069003;
    private const uint AttachmentBegins = 0x00069002;
    private const uint AttachmentTitle = 0x00018010;
    private const uint AttachmentData = 0x0006800F;
    private const uint AttachmentProperties = 0x00069005;

    private readonly List<PendingAttachment> _attachments = [];
    private readonly TnefProperties _message = new();
    private int _codePage = 1252;
    private ReadOnlyMemory<byte>? _subject;
    private ReadOnlyMemory<byte>? _body;
    private string? _defect;

    public TnefFile Read()
    {
        var position = 6; // signature and key
        while (position < bytes.Length)
        {
            if (bytes.Length - position < 9)
            {
                _defect ??= "it ends within an attribute";
                break;
            }
            var id = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[(position + 1)..]);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[(position + 5)..]);
            position += 9;
            var isCut = length > bytes.Length - position;
            var data = bytes.Slice(position, isCut ? bytes.Length - position : (int)length);
            Take(id, data);
            if (isCut)
            {
                _defect ??= "it ends within an attribute";
                break;
            }
            position += data.Length + 2;
            if (position <= bytes.Length
                && Sum(data.Span) != BinaryPrimitives.ReadUInt16LittleEndian(bytes.Span[(position - 2)..]))
            {
                _defect ??= "a checksum is wrong";
            }
        }
        return Finish();
    }

    private void Take(uint id, ReadOnlyMemory<byte> data)
    {
        switch (id)
        {
            case OemCodePage when data.Length >= 4:
                _codePage = BinaryPrimitives.ReadInt32LittleEndian(data.Span);
                break;
            case Subject:
                _subject = data;
                break;
            case Body:
                _body = data;
                break;
            case MessageProperties:
                if (!_message.Read(data)) _defect ??= "its properties end too early";
                break;
            case AttachmentBegins:
                if (_attachments.Count < TnefFile.MaxAttachments) _attachments.Add(new());
                else _defect ??= $"only the first {TnefFile.MaxAttachments} files are listed";
                break;
            case AttachmentTitle or AttachmentData or AttachmentProperties:
                TakeAttachment(id, data);
                break;
        }
    }

    private void TakeAttachment(uint id, ReadOnlyMemory<byte> data)
    {
        if (_attachments.Count == 0) _attachments.Add(new());
        var attachment = _attachments[^1];
        if (id == AttachmentTitle) attachment.Title ??= data;
        else if (id == AttachmentData) attachment.Data ??= data;
        else if (!attachment.Properties.Read(data)) _defect ??= "a file's properties end too early";
    }

    private TnefFile Finish()
    {
        var textPage = _message.Number(TnefProperty.InternetCodePage)
            ?? _message.Number(TnefProperty.MessageCodePage)
            ?? _codePage;
        var html = _message.Text(TnefProperty.Html, textPage);
        var plain = _message.Text(TnefProperty.Body, _codePage) ?? (_body is { } body ? Text(body) : null);
        if (html is null && _message.Bytes(TnefProperty.CompressedRtf) is { } compressed)
        {
            var rtf = CompressedRtf.Decompress(compressed.Span, out var isWhole);
            if (!isWhole) _defect ??= "its compressed text is damaged";
            var (text, isHtml) = RtfText.Read(rtf, _codePage);
            if (isHtml) html = text;
            else if (string.IsNullOrWhiteSpace(plain)) plain = text;
        }
        var attachments = new List<TnefAttachment>();
        foreach (var attachment in _attachments) Add(attachment, attachments);
        return new()
        {
            Subject = _message.Text(TnefProperty.Subject, _codePage)
                ?? (_subject is { } subject ? Text(subject) : null),
            PlainText = string.IsNullOrWhiteSpace(plain) ? null : plain,
            Html = string.IsNullOrWhiteSpace(html) ? null : html,
            Attachments = attachments,
            Defect = _defect,
        };
    }

    private void Add(PendingAttachment pending, List<TnefAttachment> attachments)
    {
        var properties = pending.Properties;
        var inner = properties.Bytes(TnefProperty.AttachedData);
        // An attached message is an object: 16 bytes say which kind, then a winmail.dat of its own follows.
        if (inner is { Length: > 22 } wrapped && TnefFile.Read(wrapped[16..], depth + 1) is { } message)
        {
            AddMessage(message, NameOf(pending, "message"), attachments);
            return;
        }
        if ((pending.Data ?? inner) is not { } content) return;
        attachments.Add(new(
            NameOf(pending, "attachment.bin"),
            properties.Text(TnefProperty.MediaType, _codePage)?.Trim().ToLowerInvariant(),
            properties.Text(TnefProperty.ContentId, _codePage)?.Trim().Trim('<', '>'),
            content));
    }

    private static void AddMessage(TnefFile message, string name, List<TnefAttachment> attachments)
    {
        if ((message.Html ?? message.PlainText) is { } text)
        {
            var isHtml = message.Html is not null;
            attachments.Add(new(
                name + (isHtml ? ".html" : ".txt"), isHtml ? "text/html" : "text/plain", null,
                    Encoding.UTF8.GetBytes(text)));
        }
        foreach (var attachment in message.Attachments)
        {
            if (attachments.Count < TnefFile.MaxAttachments) attachments.Add(attachment);
        }
    }

    private string NameOf(PendingAttachment pending, string otherwise)
    {
        var name = pending.Properties.Text(TnefProperty.LongFileName, _codePage)
            ?? pending.Properties.Text(TnefProperty.FileName, _codePage)
            ?? (pending.Title is { } title ? Text(title) : null)
            ?? pending.Properties.Text(TnefProperty.DisplayName, _codePage)
            ?? "";
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
        return name is "" or "." or ".." ? otherwise : name;
    }

    private string Text(ReadOnlyMemory<byte> text) => CodePages.Of(_codePage).GetString(text.Span).TrimEnd('\0');

    private static ushort Sum(ReadOnlySpan<byte> data)
    {
        uint sum = 0;
        foreach (var value in data) sum += value;
        return (ushort)sum;
    }

    private sealed class PendingAttachment
    {
        public ReadOnlyMemory<byte>? Title { get; set; }
        public ReadOnlyMemory<byte>? Data { get; set; }
        public TnefProperties Properties { get; } = new();
    }
}
