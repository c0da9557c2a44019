namespace Postbag.Mime;

internal static class MessageKinds
{
    public static MessageKind Of(MimeMessage message) =>
        message.Header.Has("List-Id") ? MessageKind.List : MessageKind.Personal;
}
