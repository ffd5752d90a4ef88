// shape: Arguments that are a faulted and a pending task
// rows: 22
// note: nothing blocks and nothing is rethrown
// probe: Waiter::Look
//   entry
//     this: Waiter
//     faulted: Task`1 { Status: TaskStatus Faulted, Exception: InvalidOperationException { Message: String "no" } }
//     pending: Task`1 { Status: TaskStatus WaitingForActivation }
//   return
//     this: Waiter
//     faulted: Task`1 { Status: TaskStatus Faulted, Exception: InvalidOperationException { Message: String "no" } }
//     pending: Task`1 { Status: TaskStatus WaitingForActivation }
//     @return: String "True False"

namespace Shapes.TaskNotCompleted;

public class Waiter
{
    public string Look(Task<int> faulted, Task<int> pending) => faulted.IsFaulted + " " + pending.IsCompleted;
}

public static class Asset
{
    public static string Run()
    {
        var faulted = Task.FromException<int>(new InvalidOperationException("no"));
        _ = faulted.Exception;
        return new Waiter().Look(faulted, new TaskCompletionSource<int>().Task);
    }
}
