using System.CommandLine;
using Postbag.Mime;
using Postbag.Office;

namespace Postbag.Commands;

/// <summary>`postbag read`: what Postbag makes of a message, without an office.</summary>
internal static class ReadCommand
{
    public static Command Create()
    {
        var file = new Argument<string?>("FILE") { Description = "A message", Arity = ArgumentArity.ZeroOrOne };
        var list = new Option<string?>("--list")
        {
            Description = "A file that names messages, one a line; needs --json", HelpName = "FILES.txt",
        };
        var json = new Option<bool>("--json") { Description = "Print JSON (docs/commands.md names the fields)" };
        var command = new Command("read", "Read a message and print what is in it") { file, list, json };
        command.Validators.Add(line =>
        {
            if (line.GetValue(file) is null == line.GetValue(list) is null)
                line.AddError("Name one FILE, or give --list.");
            else if (line.GetValue(list) is not null && !line.GetValue(json)) line.AddError("--list needs --json.");
        });
        command.SetAction((line, cancellationToken) => line.GetValue(list) is { } names
            ? ReadListAsync(names, cancellationToken)
            : Task.FromResult(ReadOne(line.GetValue(file)!, line.GetValue(json))));
        return command;
    }

    private static int ReadOne(string file, bool asJson)
    {
        var (bytes, problem) = Load(file);
        if (bytes is null) throw new CannotException(problem!);
        var message = MimeMessage.Read(bytes);
        if (!asJson)
        {
            Print(message);
            return 0;
        }

        using var output = new JsonLines();
        output.Write(json => MessageJson.Write(json, message));
        return 0;
    }

    /// <summary>A line for each file, in order, each on its way before the next is read.</summary>
    private static async Task<int> ReadListAsync(string names, CancellationToken cancellationToken)
    {
        if (!File.Exists(names)) throw new CannotException($"There is no file {names}.");
        using var output = new JsonLines();
        var failed = false;
        await foreach (var file in File.ReadLinesAsync(names, cancellationToken))
        {
            if (file.Length == 0) continue;
            failed |= !WriteLine(output, file);
        }

        return failed ? 1 : 0;
    }

    private static bool WriteLine(JsonLines output, string file)
    {
        var (bytes, problem) = Load(file);
        if (bytes is not null)
        {
            try
            {
                output.Write(json =>
                {
                    json.WriteStartObject();
                    json.WriteString("file", file);
                    json.WritePropertyName("message");
                    MessageJson.Write(json, MimeMessage.Read(bytes));
                    json.WriteEndObject();
                });
                return true;
            }
            // The reader promises never to throw. If it does, the other files of the list still get their lines.
            catch (Exception failure) when (failure is not (OutOfMemoryException or IOException))
            {
                problem = $"The program failed to read it ({failure.GetType().Name}). Please report this.";
            }
        }

        output.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("file", file);
            json.WriteString("error", problem);
            json.WriteEndObject();
        });
        return false;
    }

    private static (byte[]? Bytes, string? Problem) Load(string file)
    {
        try
        {
            if (Directory.Exists(file)) return (null, $"{file} is a folder.");
            if (!File.Exists(file)) return (null, $"There is no file {file}.");
            if (new FileInfo(file).Length > ReadOptions.Default.MaxBytes)
                return (null, $"{file} is larger than {ReadOptions.Default.MaxBytes >> 20} MiB: no message is. Import it if it is an mbox.");
            var bytes = File.ReadAllBytes(file);
            return bytes.Length > 0 ? (bytes, null) : (null, $"{file} is empty.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return (null, $"{file} can't be read: {failure.Message}");
        }
    }

    private static void Print(MimeMessage message)
    {
        message.ReadAll();
        foreach (var (name, mailboxes) in new[] { ("From", message.From), ("To", message.To), ("Cc", message.Cc) })
            if (mailboxes.Count > 0)
                Console.WriteLine($"{name}: {string.Join(", ", mailboxes.Select(mailbox => Shown(Named(mailbox))))}");
        if (message.Date is { } date) Console.WriteLine($"Date: {date:ddd d MMM yyyy, HH:mm zzz}");
        Console.WriteLine($"Subject: {Shown(message.Subject ?? "")}");
        foreach (var attachment in message.Attachments)
            Console.WriteLine($"Attachment: {Shown(attachment.Name)} ({Shown(attachment.MediaType)}, {attachment.Size:N0} bytes)");
        Console.WriteLine();
        foreach (var text in message.Letter.Text.Split('\n')) Console.WriteLine(Shown(text));
        if (message.Defects.Count == 0) return;
        Console.WriteLine();
        foreach (var defect in message.Defects)
            Console.WriteLine($"Defect: {defect.Kind} at {defect.Offset}: {Shown(defect.Assumed)}");
    }

    private static string Named(Mailbox mailbox) =>
        string.IsNullOrEmpty(mailbox.Name) ? mailbox.Address : $"{mailbox.Name} <{mailbox.Address}>";

    /// <summary>A stranger's text must not steer the terminal.</summary>
    private static string Shown(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) && c != '\t' ? ' ' : c));
}
