using System.Runtime.InteropServices;
using System.Text;

namespace Strongroom.Cryptography.Pkcs11;

/// <summary>
/// A vendor's PKCS#11 library, loaded and initialised with locking of the operating system, so that every
/// thread may call it. One object for each library and process; ended by C_Finalize unless another part of
/// the process had initialised it before.
/// </summary>
internal sealed unsafe class Pkcs11Module : IDisposable
{
    private const int SlotsMax = 1024;
    private const int InterfacesMax = 32;

    // The interface name of the standard, with its closing zero (v3.0 section 5.4).
    private static ReadOnlySpan<byte> StandardInterface => "PKCS 11\0"u8;

    private readonly CK_FUNCTION_LIST* _functions;
    private readonly bool _isOwner;

    private Pkcs11Module(string path)
    {
        Path = path;
        nint library = NativeLibrary.Load(path);
        _functions = FindFunctions(library, out string[] interfaces);
        Interfaces = interfaces;
        CK_C_INITIALIZE_ARGS arguments = new() { Flags = Ck.CKF_OS_LOCKING_OK };
        ulong result = _functions->C_Initialize(&arguments);
        _isOwner = result != CkReturn.CKR_CRYPTOKI_ALREADY_INITIALIZED;
        if (_isOwner) CkReturn.Check(result, nameof(CK_FUNCTION_LIST.C_Initialize));
        CK_INFO info;
        CkReturn.Check(_functions->C_GetInfo(&info), nameof(CK_FUNCTION_LIST.C_GetInfo));
        Description = ReadText(info.LibraryDescription, 32);
        LibraryVersion = info.LibraryVersion.ToString();
    }

    internal string Path { get; }

    internal string Description { get; }

    internal string LibraryVersion { get; }

    /// <summary>The version of the function list in use, "2.40" or "3.x".</summary>
    internal string FunctionListVersion => _functions->Version.ToString();

    /// <summary>Names and versions from C_GetInterfaceList; empty for a library of v2.</summary>
    internal IReadOnlyList<string> Interfaces { get; }

    internal CK_FUNCTION_LIST* Functions => _functions;

    /// <summary>Throws where the library or its functions are missing, or it does not start.</summary>
    internal static Pkcs11Module Load(string path) => new(path);

    /// <summary>Every initialised token that is present now.</summary>
    internal IReadOnlyList<TokenFacts> Tokens()
    {
        List<TokenFacts> tokens = [];
        ulong failed = CkReturn.CKR_OK;
        foreach (ulong slot in Slots())
        {
            CK_TOKEN_INFO info;
            ulong result = _functions->C_GetTokenInfo(slot, &info);
            if (result != CkReturn.CKR_OK)
            {
                // A token can leave between the two calls, and one that is broken must not hide the others.
                if (CkReturn.FaultOf(result) != TokenFault.TokenLost) failed = result;
                continue;
            }

            if ((info.Flags & Ck.CKF_TOKEN_INITIALIZED) == 0) continue;
            tokens.Add(new TokenFacts
            {
                Slot = slot,
                Label = ReadText(info.Label, 32),
                Serial = ReadText(info.SerialNumber, 16),
                Manufacturer = ReadText(info.ManufacturerID, 32),
                Model = ReadText(info.Model, 16),
                Firmware = info.FirmwareVersion.ToString(),
                Hardware = info.HardwareVersion.ToString(),
            });
        }

        if (tokens.Count == 0) CkReturn.Check(failed, nameof(CK_FUNCTION_LIST.C_GetTokenInfo));
        return tokens;
    }

    public void Dispose()
    {
        // The library stays mapped: threads of its own may still run in it.
        if (_isOwner) _ = _functions->C_Finalize(null);
    }

    private ulong[] Slots()
    {
        ulong count = SlotsMax;
        ulong[] slots = new ulong[SlotsMax];
        fixed (ulong* first = slots)
            CkReturn.Check(
                _functions->C_GetSlotList(1, first, &count), nameof(CK_FUNCTION_LIST.C_GetSlotList));
        Invariant.Holds(count <= SlotsMax);
        return slots[..(int)count];
    }

    /// <summary>The standard's interface of v3.x where the library has one, else C_GetFunctionList.</summary>
    private static CK_FUNCTION_LIST* FindFunctions(nint library, out string[] interfaces)
    {
        interfaces = ListInterfaces(library);
        CK_FUNCTION_LIST* list = null;
        if (NativeLibrary.TryGetExport(library, "C_GetInterface", out nint getInterface))
        {
            CK_INTERFACE* found = null;
            fixed (byte* name = StandardInterface)
            {
                ulong result = ((delegate* unmanaged[Cdecl]<byte*, CK_VERSION*, CK_INTERFACE**, ulong, ulong>)
                    getInterface)(name, null, &found, 0);
                if (result == CkReturn.CKR_OK && found is not null)
                    list = (CK_FUNCTION_LIST*)found->PFunctionList;
            }
        }

        if (list is null)
        {
            nint getList = NativeLibrary.GetExport(library, "C_GetFunctionList");
            CkReturn.Check(
                ((delegate* unmanaged[Cdecl]<CK_FUNCTION_LIST**, ulong>)getList)(&list), "C_GetFunctionList");
        }

        Invariant.Holds(list is not null && list->Version.Major is 2 or 3);
        return list;
    }

    private static string[] ListInterfaces(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, "C_GetInterfaceList", out nint export)) return [];
        var list = (delegate* unmanaged[Cdecl]<CK_INTERFACE*, ulong*, ulong>)export;
        CK_INTERFACE* found = stackalloc CK_INTERFACE[InterfacesMax];
        ulong count = InterfacesMax;
        CkReturn.Check(list(found, &count), "C_GetInterfaceList");
        Invariant.Holds(count <= InterfacesMax);
        string[] names = new string[(int)count];
        for (int i = 0; i < names.Length; i++)
        {
            CK_VERSION version = *(CK_VERSION*)found[i].PFunctionList;
            names[i] = $"{Marshal.PtrToStringUTF8(found[i].PInterfaceName)} {version}";
        }

        return names;
    }

    /// <summary>Texts of the standard are padded with spaces; some libraries pad with zeros.</summary>
    private static string ReadText(byte* text, int length) =>
        Encoding.UTF8.GetString(text, length).TrimEnd(' ', '\0');
}
