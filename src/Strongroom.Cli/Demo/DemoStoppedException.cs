namespace Strongroom.Cli.Demo;

/// <summary>The demo cannot go on: one sentence for the person at the terminal.</summary>
internal sealed class DemoStoppedException : Exception
{
    public DemoStoppedException(string message)
        : base(message)
    {
    }

    public DemoStoppedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public DemoStoppedException()
    {
    }
}
