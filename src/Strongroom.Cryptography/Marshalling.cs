using System.Runtime.CompilerServices;

// Every import is blittable; the runtime's own marshalling would only hide a mistake.
[assembly: DisableRuntimeMarshalling]
