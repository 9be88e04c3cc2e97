namespace Strongroom.Cryptography.Pkcs11;

/// <summary>A PKCS#11 call that failed: function and CKR_ name, never an argument of it.</summary>
internal sealed class TokenException : Exception
{
    public TokenException() : this("", "CKR_GENERAL_ERROR", TokenFault.Fatal) { }

    public TokenException(string message) : this(message, "CKR_GENERAL_ERROR", TokenFault.Fatal) { }

    public TokenException(string message, Exception innerException) : base(message, innerException)
    {
        Code = "CKR_GENERAL_ERROR";
        Fault = TokenFault.Fatal;
    }

    internal TokenException(string function, string code, TokenFault fault) : base($"{function}: {code}")
    {
        Code = code;
        Fault = fault;
    }

    /// <summary>The name of the return code, or of what is wrong.</summary>
    internal string Code { get; }

    internal TokenFault Fault { get; }
}
