using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography.Derivation;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cryptography.Pkcs11;

/// <summary>
/// A master key that lives in a token and derives there, along BIP-32 on secp256k1 and SLIP-10 on the other
/// curves. What leaves is public keys, chain codes and signatures, each verified here. Children are session
/// objects, kept up to <see cref="TokenChildren.KeptMax"/> and destroyed. Thread-safe.
/// </summary>
internal sealed class TokenRoot
{
    private readonly TokenConnection _token;
    private readonly MechanismProfile _profile;
    private readonly Bip32Numbers _numbers;
    private readonly TokenChildren _children = new();
    private Handle? _handle;

    private TokenRoot(TokenConnection token, MechanismProfile profile, KeyName name, TokenPublicKey publicKey)
    {
        _token = token;
        _profile = profile;
        _numbers = NumbersOf(profile);
        Name = name;
        PublicKey = publicKey;
    }

    internal KeyName Name { get; }

    internal TokenPublicKey PublicKey { get; }

    internal TokenCurve Curve => PublicKey.Curve;

    /// <summary>Derived keys that are in the token now.</summary>
    internal int ChildrenKept => _children.Count;

    /// <summary>A root whose seed the token draws, and forgets as soon as the root is there.</summary>
    internal static TokenRoot Generate(
        TokenConnection token, MechanismProfile profile, KeyName name,
        TokenCurve curve = TokenCurve.Secp256k1) =>
        Make(token, profile, (name, curve), session =>
        {
            AttributeTemplate wanted =
                DerivingTemplates.Seed().Number(Ck.CKA_VALUE_LEN, DerivingTemplates.SeedBytes);
            ulong seed = session.GenerateKey(Ck.CKM_GENERIC_SECRET_KEY_GEN, wanted);
            AttributeCheck.Seed(session, seed);
            return seed;
        });

    /// <summary>A root of a seed that was elsewhere before: known vectors, and a restore.</summary>
    internal static TokenRoot Import(
        TokenConnection token, MechanismProfile profile, (KeyName Name, TokenCurve Curve) wanted,
        SecretBytes seed) =>
        Make(token, profile, wanted, session =>
        {
            using SecretLease lease = seed.Open();
            return session.CreateSecret(DerivingTemplates.Seed(), lease.Span);
        });

    /// <summary>The root of that id and label, its attributes read again; false without one.</summary>
    internal static bool TryFind(
        TokenConnection token, MechanismProfile profile, (KeyName Name, TokenCurve Curve) wanted,
        [NotNullWhen(true)] out TokenRoot? root)
    {
        byte[]? encoded = token.Run(session =>
        {
            IReadOnlyList<ulong> hidden = session.Find(KeyTemplates.ByName(Ck.CKO_PRIVATE_KEY, wanted.Name));
            IReadOnlyList<ulong> shown = session.Find(KeyTemplates.ByName(Ck.CKO_PUBLIC_KEY, wanted.Name));
            if (hidden.Count != 1 || shown.Count != 1) return null;
            AttributeCheck.Root(session, hidden[0]);
            return session.ReadAttribute(shown[0], Ck.CKA_EC_POINT);
        });
        root = encoded is not null && TokenPublicKey.TryRead(encoded, wanted.Curve, out TokenPublicKey? key)
            ? new TokenRoot(token, profile, wanted.Name, key)
            : null;
        return root is not null;
    }

    /// <summary>
    /// Has the token derive a child whose public key also follows from public parts (BIP-32), so that it is
    /// known before anything rests on it that the root shown is the root within. Only on secp256k1.
    /// </summary>
    internal void Prove()
    {
        bool isPublic = ExportPublic([]).TryDerive(0, out ExtendedPublicKey? expected);
        bool isSame = isPublic
            && NodeAt([0]).PublicKey.Encoded.SequenceEqual(expected!.Key.ToUncompressed());
        if (!isSame) throw new TokenException("C_DeriveKey", "no child of this root", TokenFault.Dishonest);
    }

    /// <summary>
    /// The extended public key at a path, put together from public key, chain code and the parent's key, as
    /// the vendor's own export would write it. Only on secp256k1.
    /// </summary>
    internal ExtendedPublicKey ExportPublic(ReadOnlySpan<uint> path)
    {
        TokenNode node = NodeAt(path);
        if (path.IsEmpty) return new ExtendedPublicKey(node.PublicKey.ToSecp256k1(), node.ChainCode, 0, 0, 0);
        byte[] parent = NodeAt(path[..^1]).PublicKey.ToSecp256k1().ToCompressed();
        return new ExtendedPublicKey(
            node.PublicKey.ToSecp256k1(), node.ChainCode, (byte)path.Length,
            ExtendedPublicKey.FingerprintOf(parent), path[^1]);
    }

    /// <summary>The public key and chain code at a path; of the root itself where it is empty.</summary>
    internal TokenNode NodeAt(ReadOnlySpan<uint> path)
    {
        uint[] numbers = path.ToArray();
        return _token.Run(session =>
        {
            if (numbers.Length == 0) return ReadRoot(session);
            using ChildLease child = Rent(session, numbers);
            return child.Node;
        });
    }

    /// <summary>
    /// As <see cref="TokenKeyPair.Sign(ReadOnlySpan{byte}, out int)"/>, with the key at a path; throws where
    /// the token derives another key there than the one expected.
    /// </summary>
    internal byte[] Sign(uint[] path, TokenPublicKey expected, byte[] message, out int recoveryId)
    {
        ulong mechanism = Curve == TokenCurve.Ed25519 ? _profile.Eddsa : _profile.Ecdsa;
        byte[] written = _token.Run(session =>
        {
            using ChildLease child = Rent(session, path);
            if (!child.Node.PublicKey.Encoded.SequenceEqual(expected.Encoded))
                throw new TokenException(
                    "C_DeriveKey", "another key than the account's", TokenFault.Dishonest);
            return session.Sign(mechanism, child.Key, message);
        });
        if (expected.TryRead(written, message, out byte[]? signature, out recoveryId)) return signature;
        throw new TokenException("C_Sign", "a signature that does not verify", TokenFault.Dishonest);
    }

    internal void Destroy() => KeyTemplates.DestroyAll(_token, Name);

    private ChildLease Rent(TokenSession session, uint[] path)
    {
        int generation = _token.Recoveries;
        ulong root = FindRoot(session, generation);
        return _children.Rent(
            session, (string.Join('/', path), generation), () => Derive(session, root, path));
    }

    private TokenChild Derive(TokenSession session, ulong root, uint[] path)
    {
        (ulong shown, ulong hidden) = session.DeriveChild(
            _numbers.ChildDerive, root, path,
            (DerivingTemplates.ChildPublic(_numbers), DerivingTemplates.Child(_numbers)));
        AttributeCheck.Child(session, hidden);
        byte[] encoded = session.ReadAttribute(shown, Ck.CKA_EC_POINT) ?? [];
        byte[] chainCode = session.ReadAttribute(shown, _numbers.ChainCode) ?? [];
        session.Destroy(shown);
        bool isKey = TokenPublicKey.TryRead(encoded, Curve, out TokenPublicKey? key);
        CkReturn.Expect(
            isKey && chainCode.Length == ExtendedPublicKey.ChainCodeBytes,
            nameof(CK_FUNCTION_LIST.C_DeriveKey));
        return new TokenChild(hidden, new TokenNode(key!, chainCode));
    }

    private TokenNode ReadRoot(TokenSession session)
    {
        IReadOnlyList<ulong> shown = session.Find(KeyTemplates.ByName(Ck.CKO_PUBLIC_KEY, Name));
        byte[]? chainCode = shown.Count == 1 ? session.ReadAttribute(shown[0], _numbers.ChainCode) : null;
        CkReturn.Expect(
            chainCode?.Length == ExtendedPublicKey.ChainCodeBytes,
            nameof(CK_FUNCTION_LIST.C_GetAttributeValue));
        return new TokenNode(PublicKey, chainCode!);
    }

    private ulong FindRoot(TokenSession session, int generation)
    {
        if (Volatile.Read(ref _handle) is { } known && known.Generation == generation) return known.Key;
        IReadOnlyList<ulong> found = session.Find(KeyTemplates.ByName(Ck.CKO_PRIVATE_KEY, Name));
        if (found.Count != 1)
            throw new TokenException("C_FindObjects", "the root is not in the token", TokenFault.TokenLost);
        Volatile.Write(ref _handle, new Handle(found[0], generation));
        return found[0];
    }

    private static TokenRoot Make(
        TokenConnection token, MechanismProfile profile, (KeyName Name, TokenCurve Curve) wanted,
        Func<TokenSession, ulong> makeSeed)
    {
        Bip32Numbers numbers = NumbersOf(profile);
        AttributeTemplate forPrivate = DerivingTemplates.Root(wanted.Name, numbers);
        if (wanted.Curve != TokenCurve.Secp256k1)
            forPrivate.Bytes(Ck.CKA_EC_PARAMS, EcEncoding.ParamsOf(wanted.Curve, profile)[^1]);
        try
        {
            token.Run(session =>
            {
                ulong seed = makeSeed(session);
                (ulong _, ulong root) = session.DeriveMaster(
                    numbers.MasterDerive, seed, DerivingTemplates.RootPublic(wanted.Name, numbers),
                    forPrivate);
                session.Destroy(seed);
                AttributeCheck.Root(session, root);
                return true;
            });
            if (TryFind(token, profile, wanted, out TokenRoot? made)) return made;
            throw new TokenException("CKA_EC_POINT", "no point of this curve", TokenFault.Dishonest);
        }
        catch (TokenException problem) when (problem.Fault == TokenFault.Dishonest)
        {
            KeyTemplates.DestroyAll(token, wanted.Name);
            throw;
        }
    }

    private static Bip32Numbers NumbersOf(MechanismProfile profile) => profile.Bip32
        ?? throw new TokenException(
            "C_DeriveKey", "no BIP-32 numbers for this token", TokenFault.Unsupported);

    private sealed record Handle(ulong Key, int Generation);
}

/// <summary>What a token shows of a derived key.</summary>
internal sealed record TokenNode(TokenPublicKey PublicKey, byte[] ChainCode);
