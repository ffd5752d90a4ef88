// shape: Property over the field keyword
// probe: Thermostat::set_Target
//   entry
//     this: Thermostat { Target: Int32 0 }
//     value: Int32 50
//   return
//     this: Thermostat { Target: Int32 30 }
//     value: Int32 50
// probe: Thermostat::get_Target
//   entry
//     this: Thermostat { Target: Int32 30 }
//   return
//     this: Thermostat { Target: Int32 30 }
//     @return: Int32 30

namespace Shapes.FieldBackedProperty;

public class Thermostat
{
    public int Target
    {
        get;
        set => field = Math.Clamp(value, 5, 30);
    }
}

public static class Asset
{
    public static string Run() => new Thermostat { Target = 50 }.Target.ToString();
}
