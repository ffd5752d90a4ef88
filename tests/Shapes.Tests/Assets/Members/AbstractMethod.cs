// shape: Abstract method and member of an interface
// rows: 102
// probe: Animal::Speak
//   error: The type 'Shapes.AbstractMethod.Animal' has no method 'Speak'
// probe: IAnimal::Speak
//   hits: 0
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
