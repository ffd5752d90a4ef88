// shape: async method with a task type and a builder of its own
// probe: Calculator::AddAsync
//   entry
//     [Debug] this: Calculator
//     [Release] this: Calculator (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     a: Int32 2
//     b: Int32 3
//   return
//     [Debug] this: Calculator
//     [Release] this: Calculator (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     a: Int32 2
//     b: Int32 3
//     sum: Int32 5
//     @return: Int32 5

namespace Shapes.CustomBuilder;

[AsyncMethodBuilder(typeof(PromiseBuilder<>))]
public sealed class Promise<T>
{
    private readonly TaskCompletionSource<T> _source = new();

    public T Result => _source.Task.GetAwaiter().GetResult();

    public TaskAwaiter<T> GetAwaiter() => _source.Task.GetAwaiter();

    public void Set(T value) => _source.SetResult(value);

    public void Fail(Exception e) => _source.SetException(e);
}

public struct PromiseBuilder<T>
{
    private Promise<T> _promise;

    public static PromiseBuilder<T> Create() => new() { _promise = new Promise<T>() };

    public Promise<T> Task => _promise;

    public void Start<TMachine>(ref TMachine machine) where TMachine : IAsyncStateMachine => machine.MoveNext();

    public void SetStateMachine(IAsyncStateMachine machine)
    {
    }

    public void SetResult(T value) => _promise.Set(value);

    public void SetException(Exception e) => _promise.Fail(e);

    public void AwaitOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : INotifyCompletion where TMachine : IAsyncStateMachine
        => awaiter.OnCompleted(Box(machine));

    public void AwaitUnsafeOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : ICriticalNotifyCompletion where TMachine : IAsyncStateMachine
        => awaiter.UnsafeOnCompleted(Box(machine));

    private static Action Box<TMachine>(TMachine machine) where TMachine : IAsyncStateMachine => machine.MoveNext;
}

public class Calculator
{
    public async Promise<int> AddAsync(int a, int b)
    {
        await Task.Yield();
        var sum = a + b;
        await Task.Yield();
        return sum;
    }
}

public static class Asset
{
    public static string Run() => new Calculator().AddAsync(2, 3).Result.ToString();
}
