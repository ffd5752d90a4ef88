using System.Collections.Generic;
using System.Reflection;

namespace Weaver.Symbols;

/// <summary>Attributes of metadata in the words of C#.</summary>
internal static class Modifiers
{
    public static IReadOnlyList<string> Of(TypeAttributes type)
    {
        var words = new List<string>
        {
            (type & TypeAttributes.VisibilityMask) switch
            {
                TypeAttributes.Public or TypeAttributes.NestedPublic => "public",
                TypeAttributes.NestedPrivate => "private",
                TypeAttributes.NestedFamily => "protected",
                TypeAttributes.NestedFamORAssem => "protected internal",
                TypeAttributes.NestedFamANDAssem => "private protected",
                _ => "internal",
            },
        };
        if (type.HasFlag(TypeAttributes.Interface))
            return words;

        // A static class is both in metadata.
        Add(words, "static", type.HasFlag(TypeAttributes.Abstract | TypeAttributes.Sealed));
        Add(words, "abstract", (type & (TypeAttributes.Abstract | TypeAttributes.Sealed)) == TypeAttributes.Abstract);
        Add(words, "sealed", (type & (TypeAttributes.Abstract | TypeAttributes.Sealed)) == TypeAttributes.Sealed);
        return words;
    }

    public static IReadOnlyList<string> Of(MethodAttributes method)
    {
        var words = new List<string> { Access((int)(method & MethodAttributes.MemberAccessMask)) };
        Add(words, "static", method.HasFlag(MethodAttributes.Static));
        Add(words, "abstract", method.HasFlag(MethodAttributes.Abstract));
        Add(words, "virtual", (method & (MethodAttributes.Virtual | MethodAttributes.Abstract | MethodAttributes.Final)) == MethodAttributes.Virtual);
        return words;
    }

    public static IReadOnlyList<string> Of(FieldAttributes field)
    {
        var words = new List<string> { Access((int)(field & FieldAttributes.FieldAccessMask)) };
        Add(words, "static", field.HasFlag(FieldAttributes.Static));
        Add(words, "readonly", field.HasFlag(FieldAttributes.InitOnly));
        return words;
    }

    // Methods and fields have the same six.
    private static string Access(int access) => (MethodAttributes)access switch
    {
        MethodAttributes.Public => "public",
        MethodAttributes.Assembly => "internal",
        MethodAttributes.Family => "protected",
        MethodAttributes.FamORAssem => "protected internal",
        MethodAttributes.FamANDAssem => "private protected",
        _ => "private",
    };

    private static void Add(List<string> words, string word, bool applies)
    {
        if (applies)
            words.Add(word);
    }
}
