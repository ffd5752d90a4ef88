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
    /// <summary>
    /// Type, message and frames of an exception, its inner ones too. A twin and the gate below it, which called it, are one frame.
    /// </summary>
    public static string Describe(Exception e)
    {
        var names = new List<string>();
        var afterTwin = false;
        foreach (var frame in new StackTrace(e).GetFrames())
        {
            var method = frame.GetMethod();
            var end = method.Name.IndexOf(">g__Probed|", StringComparison.Ordinal);
            var name = method.DeclaringType.Name + "." + (end < 0 ? method.Name : method.Name.Substring(1, end - 1));
            if (!afterTwin || names[^1] != name)
                names.Add(name);

            afterTwin = end >= 0;
        }

        var text = e.GetType().Name + ": " + e.Message + " at " + string.Join(" < ", names);
        return e.InnerException == null ? text : text + " <= " + Describe(e.InnerException);
    }
}
