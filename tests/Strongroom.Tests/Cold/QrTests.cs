using System.Text;
using Strongroom.Cli;
using Strongroom.Cli.Cold;
using Strongroom.Tests.Demo;

namespace Strongroom.Tests.Cold;

/// <summary>Files as pictures, read by a program that nobody here wrote.</summary>
public sealed class QrTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("srq").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Joins_frames_in_any_order_and_more_than_once()
    {
        byte[] file = File();
        string[] frames = [.. QrFrames.Cut(file, 100)];
        frames.Length.ShouldBeGreaterThan(10);
        frames.ShouldAllBe(frame => frame.All(one => char.IsAsciiDigit(one) || char.IsAsciiLetterUpper(one) || one == ':'));
        QrFrames.TryJoin([.. frames.Reverse(), frames[3], "noise"], out byte[]? read, out _).ShouldBeTrue();
        read.ShouldBe(file);
    }

    [Fact]
    public void Refuses_frames_that_are_missing_altered_or_of_two_files()
    {
        string[] frames = [.. QrFrames.Cut(File(), 100)];
        Code(frames[1..]).ShouldBe(CliRefusal.Frames);
        string altered = frames[0][..^1] + (frames[0][^1] == 'A' ? 'B' : 'A');
        Code([altered, .. frames[1..]]).ShouldBe(CliRefusal.Frames);
        Code([.. frames, .. QrFrames.Cut("another file"u8, 100)]).ShouldBe(CliRefusal.Frames);
        Code([]).ShouldBe(CliRefusal.Frames);
    }

    [Fact]
    public async Task A_request_goes_over_pictures_and_comes_out_byte_for_byte()
    {
        await using ColdBench bench = await ColdBench.StartedAsync();
        await bench.BindAsync(0);
        byte[] request = await bench.RequestAsync();
        await System.IO.File.WriteAllBytesAsync(PathOf("request.json"), request);
        await MustAsync("cold", "qr", PathOf("request.json"), "--out", PathOf("frames"));
        string[] pictures = Directory.GetFiles(PathOf("frames"), "*.png");
        pictures.Length.ShouldBeGreaterThan(5);
        string page = await System.IO.File.ReadAllTextAsync(Path.Combine(PathOf("frames"), "frames.html"));
        page.Split("data:image/png").Length.ShouldBe(pictures.Length + 1);
        Random.Shared.Shuffle(pictures);
        await MustAsync(["cold", "scan", .. pictures, "--out", PathOf("read.json")]);
        byte[] read = await System.IO.File.ReadAllBytesAsync(PathOf("read.json"));
        read.ShouldBe(request);
        (await bench.MustSignAsync(read)).ShouldNotBeEmpty();
        CliRun fewer = await CliRun.RunAsync(["cold", "scan", .. pictures[1..], "--out", PathOf("fewer.json"), "--json"]);
        fewer.ExitCode.ShouldBe(1);
        fewer.Output.ShouldContain(CliRefusal.Frames);
    }

    private static async Task MustAsync(params string[] arguments)
    {
        CliRun run = await CliRun.RunAsync(arguments);
        run.ExitCode.ShouldBe(0, run.Output + run.Error);
    }

    private static string Code(string[] frames)
    {
        QrFrames.TryJoin(frames, out _, out Refusal? refusal).ShouldBeFalse();
        return refusal!.Code;
    }

    private static byte[] File()
    {
        byte[] noise = new byte[1_500];
        new Random(7).NextBytes(noise);
        return Encoding.ASCII.GetBytes(Convert.ToBase64String(noise));
    }

    private string PathOf(string name) => Path.Combine(_folder, name);
}
