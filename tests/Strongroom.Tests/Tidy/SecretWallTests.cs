using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Strongroom.Tests.Tidy;

/// <summary>
/// The secret wall: in Cryptography, hashing, encoding and verifying are public; whatever touches a wallet secret
/// is internal. Two public types hold a secret without giving it out.
/// </summary>
public sealed class SecretWallTests
{
    private const string Cryptography = "src/Strongroom.Cryptography";

    private static readonly string[] _secretTypes = ["SecretBytes", "SecretLease", "SecretMemory", "SecretArena"];

    private static readonly string[] _publicExceptions = ["ServiceSigningKey", "PasswordHash"];

    [Fact]
    public void Types_that_carry_secrets_are_internal()
    {
        Faults.ShouldBeNone(
            from source in SourceTree.CSharp(Cryptography)
            from type in source.Types()
            where _secretTypes.Contains(type.Identifier.Text) && CSharpSource.IsPublic(type)
            select source.At(type),
            "make it internal");
    }

    [Fact]
    public void Public_types_of_cryptography_name_no_secret()
    {
        Faults.ShouldBeNone(
            from source in SourceTree.CSharp(Cryptography)
            from name in source.All<IdentifierNameSyntax>()
            where _secretTypes.Contains(name.Identifier.Text)
            let type = name.Ancestors().OfType<BaseTypeDeclarationSyntax>().FirstOrDefault()
            where type is not null && CSharpSource.IsPublic(type)
            where !_publicExceptions.Contains(type.Identifier.Text)
            select $"{source.At(name)}: {type.Identifier.Text} names {name.Identifier.Text}",
            "make the type internal, or move what needs the secret into an internal type");
    }

    [Fact]
    public void The_server_and_the_pure_core_name_no_secret()
    {
        Faults.ShouldBeNone(
            from source in SourceTree.CSharp("src/Strongroom.Server", "src/Strongroom")
            from name in source.All<IdentifierNameSyntax>()
            where _secretTypes.Contains(name.Identifier.Text)
            select source.At(name),
            "ask the Signer; the Server holds no wallet secret");
    }

    [Fact]
    public void The_two_public_exceptions_give_out_no_bytes()
    {
        string[] forbidden = ["byte[]", "Span<byte>", "ReadOnlySpan<byte>", "Memory<byte>", "SecretBytes"];
        Faults.ShouldBeNone(
            from source in SourceTree.CSharp(Cryptography)
            from property in source.All<PropertyDeclarationSyntax>()
            where property.Modifiers.Any(word => word.Text == "public")
            let type = property.Ancestors().OfType<BaseTypeDeclarationSyntax>().First()
            where _publicExceptions.Contains(type.Identifier.Text)
            where forbidden.Contains(property.Type.ToString())
            where !property.Identifier.Text.StartsWith("Public", StringComparison.Ordinal)
            select $"{source.At(property)}: {property.Identifier.Text}",
            "only public parts may be read from them");
    }
}
