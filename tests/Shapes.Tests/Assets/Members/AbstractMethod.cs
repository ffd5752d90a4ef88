// shape: Abstract method and member of an interface
// rows: 102
// probe: Animal::Speak
//   left out: WVR1020
// probe: IAnimal::Speak
//   left out: WVR1020
// probe: Dog::Speak
//   entry
//     this: Dog
//     times: Int32 2
//   return
//     this: Dog
//     times: Int32 2
//     @return: String "woofwoof"

namespace Shapes.AbstractMethod;

public interface IAnimal
{
    string Speak(int times);
}

public abstract class Animal : IAnimal
{
    public abstract string Speak(int times);
}

public class Dog : Animal
{
    public override string Speak(int times) => string.Concat(Enumerable.Repeat("woof", times));
}

public static class Asset
{
    public static string Run()
    {
        IAnimal animal = new Dog();
        return animal.Speak(2);
    }
}
