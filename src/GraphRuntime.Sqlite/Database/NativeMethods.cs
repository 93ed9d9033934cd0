using System.Runtime.InteropServices;
using SQLitePCL;

namespace GraphRuntime.Sqlite.Database;

/// <summary>What SQLitePCLRaw does not offer.</summary>
internal static partial class NativeMethods
{
    private const string Library = "e_sqlite3";
    private const int FileControlHasMoved = 20;
    private const int UnixPermission = 1;
    private const int UnixAccess = 13;
    private const int WindowsAccessDenied = 5;

    /// <summary>Whether the system refused access when it was last asked to open a file for the connection.</summary>
    public static bool IsDenied(sqlite3 connection)
    {
        var error = SystemError(connection);
        return OperatingSystem.IsWindows() ? error == WindowsAccessDenied : error is UnixPermission or UnixAccess;
    }

    public static bool HasMoved(sqlite3 connection)
    {
        var moved = 0;
        return FileControl(connection, 0, FileControlHasMoved, ref moved) == raw.SQLITE_OK && moved != 0;
    }

#pragma warning disable CA5393 // The native library is beside the assembly, as that of the SQLite package that loads it is.
    // A null pointer as the name stands for the main database.
    [LibraryImport(Library, EntryPoint = "sqlite3_file_control")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial int FileControl(sqlite3 connection, nint database, int operation, ref int argument);

    [LibraryImport(Library, EntryPoint = "sqlite3_system_errno")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial int SystemError(sqlite3 connection);
#pragma warning restore CA5393
}
