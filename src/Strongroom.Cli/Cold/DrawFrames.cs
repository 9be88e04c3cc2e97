using System.CommandLine;
using System.Globalization;
using System.Text;
using QRCoder;
using Strongroom.Cold;

namespace Strongroom.Cli.Cold;

/// <summary>
/// <c>cold qr FILE --out FOLDER</c>: a picture for each frame and a page that shows them one after the other.
/// <c>cold qr FILE --terminal</c>: the frames in the terminal, one for each Enter.
/// </summary>
internal static class DrawFrames
{
    private const int DataDefault = 600;
    private const int DataMin = 50;
    private const int DataMax = 2_000;
    private const int PixelsPerModule = 6;
    private const int FrameMilliseconds = 400;

    internal static Command Build()
    {
        Argument<string> file = new("file") { Description = "a request, a response or a batch" };
        Option<string?> folder = new("--out") { Description = "a new folder for pictures and page" };
        Option<bool> terminal = new("--terminal") { Description = "show the frames here" };
        Option<int> data = new("--characters")
        {
            Description = "of data in one code: fewer for a weak camera",
            DefaultValueFactory = _ => DataDefault,
        };
        Command command = new("qr", "Show a file as QR codes");
        command.Arguments.Add(file);
        foreach (Option option in (Option[])[folder, terminal, data]) command.Options.Add(option);
        command.SetAction(parsed => Answer.Run(() =>
        {
            int characters = Math.Clamp(parsed.GetValue(data), DataMin, DataMax);
            IReadOnlyList<string> frames = QrFrames.Cut(
                Answer.ReadBytes(parsed.GetValue(file)!, SignedBody.BytesMax), characters);
            if (parsed.GetValue(terminal)) Show(frames);
            else if (parsed.GetValue(folder) is { } path) Write(frames, path);
            else return Answer.Fail("name a folder with --out, or --terminal");
            return Answer.Done;
        }));
        return command;
    }

    private static void Show(IReadOnlyList<string> frames)
    {
        for (int i = 0; i < frames.Count; i++)
        {
            using QRCodeData code = Encode(frames[i]);
            using AsciiQRCode drawing = new(code);
            Console.Out.WriteLine(drawing.GetGraphicSmall());
            Console.Out.Write($"{i + 1} of {frames.Count}, Enter for the next ");
            Console.In.ReadLine();
        }
    }

    private static void Write(IReadOnlyList<string> frames, string folder)
    {
        if (Directory.Exists(folder)) throw new IOException($"{folder} is there already");
        Directory.CreateDirectory(folder);
        StringBuilder pictures = new();
        for (int i = 0; i < frames.Count; i++)
        {
            using QRCodeData code = Encode(frames[i]);
            using PngByteQRCode drawing = new(code);
            byte[] png = drawing.GetGraphic(PixelsPerModule);
            string name = string.Create(CultureInfo.InvariantCulture, $"frame-{i + 1:0000}.png");
            File.WriteAllBytes(Path.Combine(folder, name), png);
            pictures.Append("<img hidden alt=\"\" src=\"data:image/png;base64,")
                .Append(Convert.ToBase64String(png)).Append("\">\n");
        }

        File.WriteAllText(Path.Combine(folder, "frames.html"), Page(pictures.ToString()));
        Console.Out.WriteLine($"frames  {frames.Count}");
        Console.Out.WriteLine($"page    {Path.Combine(folder, "frames.html")}");
    }

    private static QRCodeData Encode(string frame)
    {
        using QRCodeGenerator generator = new();
        return generator.CreateQrCode(frame, QRCodeGenerator.ECCLevel.M);
    }

    /// <summary>
    /// Nothing is loaded from anywhere: the page works from a file on a machine without a network.
    /// </summary>
    private static string Page(string pictures) => $$"""
        <!doctype html><html lang="en"><meta charset="utf-8"><title>Frames</title>
        <style>body{margin:0;display:grid;place-items:center;min-height:100vh;background:#fff}
        img{image-rendering:pixelated;max-width:96vmin;max-height:96vmin}</style>
        {{pictures}}<script>
        const all = [...document.images]; let at = 0; all[0].hidden = false;
        const next = () => { all[at].hidden = true; at = (at + 1) % all.length; all[at].hidden = false; };
        setInterval(next, {{FrameMilliseconds}});
        </script></html>
        """;
}
