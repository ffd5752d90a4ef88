// shape: Argument that is a completed task
// rows: 21
// probe: Waiter::Look
//   entry
//     this: Waiter
//     task: Task`1 { Status: TaskStatus RanToCompletion, Result: Int32 42 }
//   return
//     this: Waiter
//     task: Task`1 { Status: TaskStatus RanToCompletion, Result: Int32 42 }
//     @return: Boolean True

namespace Shapes.TaskCompleted;

public class Waiter
{
    public bool Look(Task<int> task) => task.IsCompleted;
}

public static class Asset
{
    public static string Run() => new Waiter().Look(Task.FromResult(42)).ToString();
}
