// shape: Method that asks who runs or who calls it
// probe: Curious::Self
//   entry
//   return
//     @return: String "Self"
// probe: Curious::Caller
//   left out: WVR1030
// probe: Curious::Noted
//   entry
//     caller: String "Run"
//   return
//     caller: String "Run"
//     @return: String "Run"

namespace Shapes.CallerSensitive;

public static class Curious
{
    public static string Self() => System.Reflection.MethodBase.GetCurrentMethod().Name;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static string Caller() => System.Reflection.Assembly.GetCallingAssembly() == typeof(Curious).Assembly ? "mine" : "other";

    public static string Noted([CallerMemberName] string caller = "") => caller;
}

public static class Asset
{
    public static string Run() => Curious.Self() + Curious.Caller() + Curious.Noted();
}
