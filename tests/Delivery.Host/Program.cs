using System;
using System.Globalization;

namespace Weaver.Delivery.Host;

/// <summary>A woven program that can be killed, told to end, and put under load, for tests of what becomes of its events.</summary>
/// <remarks>Not a test itself: the tests of delivery and <c>eng/faults</c> start it as a process.</remarks>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["append", var folder]:
                return Appending.Run(folder);
            case ["load", var folder, var agent, var calls]:
                return Loading.Run(folder, agent, int.Parse(calls, CultureInfo.InvariantCulture));
            case ["fill", var folder, var events]:
                return Filling.Run(folder, int.Parse(events, CultureInfo.InvariantCulture));
            case ["listen", var agent, var when]:
                return Listening.Run(agent, when);
            case ["host", var agent]:
                return Hosting.Run(agent);
            case ["serve", var agent, var seconds]:
                return Serving.Run(agent, int.Parse(seconds, CultureInfo.InvariantCulture));
            default:
                Console.Error.WriteLine("append FOLDER | fill FOLDER EVENTS | load FOLDER AGENT CALLS | listen AGENT never|before|after | host AGENT | serve AGENT SECONDS");
                return 2;
        }
    }
}
