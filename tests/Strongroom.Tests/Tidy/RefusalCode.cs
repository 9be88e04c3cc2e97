namespace Strongroom.Tests.Tidy;

/// <summary>One refusal code of the product: its constant, its text, and where it is declared.</summary>
internal sealed record RefusalCode(string Name, string Text, string At);
