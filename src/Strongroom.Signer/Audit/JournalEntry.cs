using System.Runtime.InteropServices;

namespace Strongroom.Signer.Audit;

/// <summary>A leaf's place in the journal, and the task that ends when it is durable.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct JournalEntry(ulong Index, Task Durable);
