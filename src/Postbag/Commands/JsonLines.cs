using System.Text.Encodings.Web;
using System.Text.Json;

namespace Postbag.Commands;

/// <summary>JSON on standard output: one value a line, flushed, so that a reader can follow a long run.</summary>
internal sealed class JsonLines : IDisposable
{
    private readonly Stream output = Console.OpenStandardOutput();
    private readonly MemoryStream line = new();

    /// <remarks>Letters stay letters: the output is for programs and people, not for a web page's source.</remarks>
    private readonly Utf8JsonWriter writer;

    public JsonLines()
    {
        writer = new Utf8JsonWriter(
            line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    public void Write(Action<Utf8JsonWriter> write)
    {
        line.SetLength(0);
        writer.Reset();
        write(writer);
        writer.Flush();
        line.WriteByte((byte)'\n');
        output.Write(line.GetBuffer().AsSpan(0, (int)line.Length));
        output.Flush();
    }

    public void Dispose()
    {
        writer.Dispose();
        line.Dispose();
        output.Dispose();
    }

    public static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
