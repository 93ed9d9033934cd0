using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Xml.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>A build task: removes the comments of members that users of an assembly cannot see from its XML file.</summary>
public sealed class KeepPublicDocumentation : Task
{
    [Required]
    public string Assembly { get; set; }

    /// <summary>The files that the assembly was compiled against, for what it takes from packages.</summary>
    [Required]
    public ITaskItem[] References { get; set; }

    /// <summary>The folder of the shared frameworks: the references to them have no code that could be loaded.</summary>
    [Required]
    public string Frameworks { get; set; }

    [Required]
    public string Documentation { get; set; }

    public override bool Execute()
    {
        var visible = VisibleMembers();
        var document = XDocument.Load(Documentation, LoadOptions.PreserveWhitespace);
        foreach (var entry in document.Descendants("member").Where(entry => !IsVisible((string)entry.Attribute("name"), visible)).ToList())
        {
            if (entry.PreviousNode is XText blank)
            {
                blank.Remove();
            }

            entry.Remove();
        }

        document.Save(Documentation, SaveOptions.DisableFormatting);
        return true;
    }

    // An id is "M:Namespace.Type`1.Name``1(Arguments)"; the name of a constructor is "#ctor".
    private static bool IsVisible(string id, Dictionary<string, HashSet<string>> visible)
    {
        var end = id.IndexOf('(');
        var name = end < 0 ? id.Substring(2) : id.Substring(2, end - 2);
        if (id[0] == 'T')
        {
            return visible.ContainsKey(name);
        }

        var conversion = name.IndexOf('~');
        name = conversion < 0 ? name : name.Substring(0, conversion);
        var dot = name.LastIndexOf('.');
        var member = name.Substring(dot + 1);
        var generic = member.IndexOf("``", StringComparison.Ordinal);
        return visible.TryGetValue(name.Substring(0, dot), out var members) && members.Contains(generic < 0 ? member : member.Substring(0, generic));
    }

    // The assembly is loaded from its bytes, so that its file stays free.
    private Dictionary<string, HashSet<string>> VisibleMembers()
    {
        AppDomain.CurrentDomain.AssemblyResolve += Resolve;
        try
        {
            return System.Reflection.Assembly.Load(File.ReadAllBytes(Assembly)).GetExportedTypes()
                .ToDictionary(type => type.FullName.Replace('+', '.'), Members);
        }
        finally
        {
            AppDomain.CurrentDomain.AssemblyResolve -= Resolve;
        }
    }

    private Assembly Resolve(object sender, ResolveEventArgs wanted)
    {
        var file = new AssemblyName(wanted.Name).Name + ".dll";
        var beside = Path.Combine(Path.GetDirectoryName(Assembly), file);
        var found = File.Exists(beside) ? beside : Directory.GetFiles(Frameworks, file, SearchOption.AllDirectories).OrderBy(path => path, StringComparer.Ordinal).LastOrDefault()
            ?? References.Select(reference => reference.ItemSpec).FirstOrDefault(path => Path.GetFileName(path) == file);
        return found == null ? null : System.Reflection.Assembly.Load(File.ReadAllBytes(found));
    }

    private static HashSet<string> Members(Type type)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return new HashSet<string>(type.GetMembers(All).Where(IsVisible).Select(member => member.Name.Replace('.', '#')));
    }

    private static bool IsVisible(MemberInfo member)
    {
        switch (member)
        {
            case MethodBase method:
                return method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;
            case FieldInfo field:
                return field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;
            case PropertyInfo property:
                return property.GetAccessors(true).Any(IsVisible);
            case EventInfo item:
                return IsVisible(item.AddMethod);
            default:
                return true;
        }
    }
}
