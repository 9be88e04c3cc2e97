using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cryptography.Pkcs11;

/// <summary>
/// One session of a token, for one thread at a time. Every return code is checked; after an exception the
/// session is not used again, because an operation may still be open in it.
/// </summary>
internal sealed unsafe class TokenSession
{
    internal const int SignatureBytesMax = 256;
    private const int ObjectsMax = 64;
    private const int FoundMax = 1 << 20;
    private const int AttributeBytesMax = 256;
    private const int RandomBytesMax = 65_536;
    private const int GcmTagBits = 128;

    private readonly CK_FUNCTION_LIST* _functions;
    private readonly ulong _handle;

    private TokenSession(CK_FUNCTION_LIST* functions, ulong handle)
    {
        _functions = functions;
        _handle = handle;
    }

    internal static TokenSession Open(Pkcs11Module module, ulong slot)
    {
        ulong handle;
        CkReturn.Check(
            module.Functions->C_OpenSession(
                slot, Ck.CKF_SERIAL_SESSION | Ck.CKF_RW_SESSION, null, null, &handle),
            nameof(CK_FUNCTION_LIST.C_OpenSession));
        return new TokenSession(module.Functions, handle);
    }

    /// <summary>The login counts for every session of this token in this process.</summary>
    internal void Login(SecretBytes pin)
    {
        using SecretLease lease = pin.Open();
        fixed (byte* bytes = lease.Span)
        {
            ulong result = _functions->C_Login(_handle, Ck.CKU_USER, bytes, (ulong)lease.Span.Length);
            if (result != CkReturn.CKR_USER_ALREADY_LOGGED_IN)
                CkReturn.Check(result, nameof(CK_FUNCTION_LIST.C_Login));
        }
    }

    /// <summary>True unless the session was gone already.</summary>
    internal bool Close() => _functions->C_CloseSession(_handle) == CkReturn.CKR_OK;

    internal ulong GenerateKey(ulong mechanism, AttributeTemplate template)
    {
        CK_MECHANISM how = new() { Mechanism = mechanism };
        ulong key;
        ulong result = _functions->C_GenerateKey(_handle, &how, template.First, (ulong)template.Count, &key);
        GC.KeepAlive(template);
        CkReturn.Check(result, nameof(CK_FUNCTION_LIST.C_GenerateKey));
        return key;
    }

    internal (ulong PublicKey, ulong PrivateKey) GenerateKeyPair(
        ulong mechanism, AttributeTemplate forPublic, AttributeTemplate forPrivate)
    {
        CK_MECHANISM how = new() { Mechanism = mechanism };
        ulong publicKey, privateKey;
        ulong result = _functions->C_GenerateKeyPair(
            _handle, &how, forPublic.First, (ulong)forPublic.Count,
            forPrivate.First, (ulong)forPrivate.Count, &publicKey, &privateKey);
        GC.KeepAlive(forPublic);
        GC.KeepAlive(forPrivate);
        CkReturn.Check(result, nameof(CK_FUNCTION_LIST.C_GenerateKeyPair));
        return (publicKey, privateKey);
    }

    /// <summary>Puts a secret into the token; its value is the caller's to zero.</summary>
    internal ulong CreateSecret(AttributeTemplate template, ReadOnlySpan<byte> value)
    {
        ulong key;
        fixed (byte* bytes = value)
        {
            CK_ATTRIBUTE* attributes = stackalloc CK_ATTRIBUTE[template.Count + 1];
            new ReadOnlySpan<CK_ATTRIBUTE>(template.First, template.Count)
                .CopyTo(new Span<CK_ATTRIBUTE>(attributes, template.Count));
            attributes[template.Count] = new CK_ATTRIBUTE
            {
                Type = Ck.CKA_VALUE, PValue = (nint)bytes, UlValueLen = (ulong)value.Length,
            };
            CkReturn.Check(
                _functions->C_CreateObject(_handle, attributes, (ulong)template.Count + 1, &key),
                nameof(CK_FUNCTION_LIST.C_CreateObject));
        }

        GC.KeepAlive(template);
        return key;
    }

    /// <summary>The master key pair of a seed (CKM_BIP32_MASTER_DERIVE).</summary>
    internal (ulong PublicKey, ulong PrivateKey) DeriveMaster(
        ulong mechanism, ulong seed, AttributeTemplate forPublic, AttributeTemplate forPrivate)
    {
        CK_BIP32_MASTER_DERIVE_PARAMS wanted = new()
        {
            PPublicKeyTemplate = (nint)forPublic.First,
            UlPublicKeyAttributeCount = (ulong)forPublic.Count,
            PPrivateKeyTemplate = (nint)forPrivate.First,
            UlPrivateKeyAttributeCount = (ulong)forPrivate.Count,
        };
        Derive(mechanism, seed, &wanted, sizeof(CK_BIP32_MASTER_DERIVE_PARAMS));
        GC.KeepAlive(forPublic);
        GC.KeepAlive(forPrivate);
        return (wanted.HPublicKey, wanted.HPrivateKey);
    }

    /// <summary>The key pair at the end of a path below another (CKM_BIP32_CHILD_DERIVE).</summary>
    internal (ulong PublicKey, ulong PrivateKey) DeriveChild(
        ulong mechanism, ulong parent, ReadOnlySpan<uint> path,
        (AttributeTemplate Public, AttributeTemplate Private) templates)
    {
        ulong* numbers = stackalloc ulong[path.Length];
        for (int i = 0; i < path.Length; i++) numbers[i] = path[i];
        CK_BIP32_CHILD_DERIVE_PARAMS wanted = new()
        {
            PPublicKeyTemplate = (nint)templates.Public.First,
            UlPublicKeyAttributeCount = (ulong)templates.Public.Count,
            PPrivateKeyTemplate = (nint)templates.Private.First,
            UlPrivateKeyAttributeCount = (ulong)templates.Private.Count,
            PulPath = (nint)numbers,
            UlPathLen = (ulong)path.Length,
        };
        Derive(mechanism, parent, &wanted, sizeof(CK_BIP32_CHILD_DERIVE_PARAMS));
        GC.KeepAlive(templates);
        return (wanted.HPublicKey, wanted.HPrivateKey);
    }

    /// <summary>Templates and handles stand in the parameter; the last three arguments are none.</summary>
    private void Derive(ulong mechanism, ulong key, void* parameter, int bytes)
    {
        CK_MECHANISM how = new()
        {
            Mechanism = mechanism, PParameter = (nint)parameter, UlParameterLen = (ulong)bytes,
        };
        CkReturn.Check(
            _functions->C_DeriveKey(_handle, &how, key, null, 0, null), nameof(CK_FUNCTION_LIST.C_DeriveKey));
    }

    internal IReadOnlyList<ulong> Find(AttributeTemplate template)
    {
        CkReturn.Check(
            _functions->C_FindObjectsInit(_handle, template.First, (ulong)template.Count),
            nameof(CK_FUNCTION_LIST.C_FindObjectsInit));
        GC.KeepAlive(template);
        List<ulong> all = [];
        ulong* found = stackalloc ulong[ObjectsMax];
        ulong count = ObjectsMax;
        while (count == ObjectsMax && all.Count < FoundMax)
        {
            CkReturn.Check(
                _functions->C_FindObjects(_handle, found, ObjectsMax, &count),
                nameof(CK_FUNCTION_LIST.C_FindObjects));
            CkReturn.Expect(count <= ObjectsMax, nameof(CK_FUNCTION_LIST.C_FindObjects));
            all.AddRange(new ReadOnlySpan<ulong>(found, (int)count));
        }

        CkReturn.Check(
            _functions->C_FindObjectsFinal(_handle), nameof(CK_FUNCTION_LIST.C_FindObjectsFinal));
        if (all.Count == 0) CheckLogin();
        return all;
    }

    /// <summary>
    /// A token that was logged out does not say so when asked for keys: it shows none of the private ones.
    /// </summary>
    private void CheckLogin()
    {
        CK_SESSION_INFO info;
        CkReturn.Check(
            _functions->C_GetSessionInfo(_handle, &info), nameof(CK_FUNCTION_LIST.C_GetSessionInfo));
        if (info.State != Ck.CKS_RW_USER_FUNCTIONS)
            throw new TokenException(
                nameof(CK_FUNCTION_LIST.C_FindObjects), "CKR_USER_NOT_LOGGED_IN", TokenFault.SessionLost);
    }

    internal void Destroy(ulong key) => CkReturn.Check(
        _functions->C_DestroyObject(_handle, key), nameof(CK_FUNCTION_LIST.C_DestroyObject));

    /// <summary>An attribute's bytes; null where the token does not know it or keeps it to itself.</summary>
    internal byte[]? ReadAttribute(ulong key, ulong type)
    {
        byte* value = stackalloc byte[AttributeBytesMax];
        CK_ATTRIBUTE attribute = new() { Type = type, PValue = (nint)value, UlValueLen = AttributeBytesMax };
        ulong result = _functions->C_GetAttributeValue(_handle, key, &attribute, 1);
        bool isUntold = CkReturn.NameOf(result) is "CKR_ATTRIBUTE_SENSITIVE" or "CKR_ATTRIBUTE_TYPE_INVALID";
        if (isUntold) return null;
        CkReturn.Check(result, nameof(CK_FUNCTION_LIST.C_GetAttributeValue));
        if (attribute.UlValueLen == Ck.CK_UNAVAILABLE_INFORMATION) return null;
        CkReturn.Expect(
            attribute.UlValueLen <= AttributeBytesMax, nameof(CK_FUNCTION_LIST.C_GetAttributeValue));
        return new ReadOnlySpan<byte>(value, (int)attribute.UlValueLen).ToArray();
    }

    /// <summary>The signature as the token writes it (see <see cref="TokenSignature"/>).</summary>
    internal byte[] Sign(ulong mechanism, ulong key, ReadOnlySpan<byte> message)
    {
        CK_MECHANISM how = new() { Mechanism = mechanism };
        CkReturn.Check(_functions->C_SignInit(_handle, &how, key), nameof(CK_FUNCTION_LIST.C_SignInit));
        byte* signature = stackalloc byte[SignatureBytesMax];
        ulong length = SignatureBytesMax;
        fixed (byte* bytes = message)
            CkReturn.Check(
                _functions->C_Sign(_handle, bytes, (ulong)message.Length, signature, &length),
                nameof(CK_FUNCTION_LIST.C_Sign));
        CkReturn.Expect(length <= SignatureBytesMax, nameof(CK_FUNCTION_LIST.C_Sign));
        return new ReadOnlySpan<byte>(signature, (int)length).ToArray();
    }

    /// <summary>The token's own verdict; used by the conformance kit only.</summary>
    internal bool Verify(ulong mechanism, ulong key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        CK_MECHANISM how = new() { Mechanism = mechanism };
        CkReturn.Check(_functions->C_VerifyInit(_handle, &how, key), nameof(CK_FUNCTION_LIST.C_VerifyInit));
        fixed (byte* bytes = message)
        fixed (byte* signed = signature)
            return _functions->C_Verify(
                _handle, bytes, (ulong)message.Length, signed, (ulong)signature.Length) == CkReturn.CKR_OK;
    }

    /// <summary>Cipher text and 16-byte tag under AES-GCM; returns how many bytes were written.</summary>
    internal int EncryptGcm(GcmCall call, ReadOnlySpan<byte> plain, Span<byte> sealedBytes)
    {
        ulong length = (ulong)sealedBytes.Length;
        fixed (byte* nonce = call.Nonce)
        fixed (byte* context = call.Context)
        fixed (byte* input = plain)
        fixed (byte* output = sealedBytes)
        {
            CK_GCM_PARAMS gcm = ParametersOf(call, nonce, context);
            CK_MECHANISM how = MechanismOf(call, &gcm);
            CkReturn.Check(
                _functions->C_EncryptInit(_handle, &how, call.Key), nameof(CK_FUNCTION_LIST.C_EncryptInit));
            CkReturn.Check(
                _functions->C_Encrypt(_handle, input, (ulong)plain.Length, output, &length),
                nameof(CK_FUNCTION_LIST.C_Encrypt));
        }

        CkReturn.Expect(length <= (ulong)sealedBytes.Length, nameof(CK_FUNCTION_LIST.C_Encrypt));
        return (int)length;
    }

    /// <summary>
    /// The plain text; <paramref name="plain"/> has room for the tag too, which some tokens demand.
    /// </summary>
    internal int DecryptGcm(GcmCall call, ReadOnlySpan<byte> sealedBytes, Span<byte> plain)
    {
        ulong length = (ulong)plain.Length;
        fixed (byte* nonce = call.Nonce)
        fixed (byte* context = call.Context)
        fixed (byte* input = sealedBytes)
        fixed (byte* output = plain)
        {
            CK_GCM_PARAMS gcm = ParametersOf(call, nonce, context);
            CK_MECHANISM how = MechanismOf(call, &gcm);
            CkReturn.Check(
                _functions->C_DecryptInit(_handle, &how, call.Key), nameof(CK_FUNCTION_LIST.C_DecryptInit));
            ulong result =
                _functions->C_Decrypt(_handle, input, (ulong)sealedBytes.Length, output, &length);
            CheckDecrypted(result);
        }

        CkReturn.Expect(length <= (ulong)plain.Length, nameof(CK_FUNCTION_LIST.C_Decrypt));
        return (int)length;
    }

    internal void FillRandom(Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(destination.Length, RandomBytesMax);
        fixed (byte* bytes = destination)
            CkReturn.Check(
                _functions->C_GenerateRandom(_handle, bytes, (ulong)destination.Length),
                nameof(CK_FUNCTION_LIST.C_GenerateRandom));
    }

    /// <summary>SoftHSM2, and not it alone, names a wrong tag by a general error.</summary>
    private static void CheckDecrypted(ulong result)
    {
        const string Function = nameof(CK_FUNCTION_LIST.C_Decrypt);
        if (CkReturn.NameOf(result) is "CKR_GENERAL_ERROR" or "CKR_FUNCTION_FAILED")
            throw new TokenException(Function, CkReturn.NameOf(result), TokenFault.CiphertextRefused);
        CkReturn.Check(result, Function);
    }

    private static CK_GCM_PARAMS ParametersOf(GcmCall call, byte* nonce, byte* context) => new()
    {
        PIv = (nint)nonce,
        UlIvLen = (ulong)call.Nonce.Length,
        UlIvBits = 8 * (ulong)call.Nonce.Length,
        PAAD = (nint)context,
        UlAADLen = (ulong)call.Context.Length,
        UlTagBits = GcmTagBits,
    };

    private static CK_MECHANISM MechanismOf(GcmCall call, CK_GCM_PARAMS* gcm) => new()
    {
        Mechanism = call.Mechanism,
        PParameter = (nint)gcm,
        UlParameterLen = (ulong)sizeof(CK_GCM_PARAMS),
    };
}

/// <summary>Key, mechanism, 12-byte nonce and additional data of one AES-GCM operation.</summary>
internal sealed record GcmCall(ulong Mechanism, ulong Key, byte[] Nonce, byte[] Context);
