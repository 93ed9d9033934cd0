namespace System.Runtime.CompilerServices;

/// <summary>Lets the compiler emit init accessors and records for .NET Standard 2.0.</summary>
internal static class IsExternalInit;
