global using System;
global using System.Collections.Generic;
global using System.Linq;
global using System.Runtime.CompilerServices;
global using System.Runtime.InteropServices;
global using System.Threading;
global using System.Threading.Tasks;
using System.Diagnostics;

namespace Shapes;

/// <summary>What several assets use.</summary>
public static class Shared
{
    private static readonly bool s_hasLines = ((DebuggableAttribute)Attribute.GetCustomAttribute(typeof(Shared).Assembly, typeof(DebuggableAttribute))).IsJITOptimizerDisabled;

    /// <summary>
    /// Type, message and frames of an exception, its inner ones too. A twin and the gate below it, which called it, are one frame.
    /// Lines belong to it in a Debug build, where every frame has its own: the twin's is that of the statement that threw.
    /// </summary>
    public static string Describe(Exception e)
    {
        var names = new List<string>();
        var afterTwin = "";
        foreach (var frame in new StackTrace(e, s_hasLines).GetFrames())
        {
            var method = frame.GetMethod();
            var end = method.Name.IndexOf(">g__Probed|", StringComparison.Ordinal);
            var name = method.DeclaringType.Name + "." + (end < 0 ? method.Name : method.Name.Substring(1, end - 1));
            if (afterTwin != name)
                names.Add(frame.GetFileLineNumber() == 0 ? name : name + ":" + frame.GetFileLineNumber());

            afterTwin = end >= 0 ? name : "";
        }

        var text = e.GetType().Name + ": " + e.Message + " at " + string.Join(" < ", names);
        return e.InnerException == null ? text : text + " <= " + Describe(e.InnerException);
    }
}
