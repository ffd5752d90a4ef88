// shape: async method that the runtime runs itself
// group: runtime-async
// note: compiled with the compiler's preview feature; its body returns something else than its signature says
// probe: Store::LoadAsync
//   left out: WVR1032

#pragma warning disable SYSLIB5007
namespace Shapes.RuntimeAsync;

public class Store
{
    public async Task<int> LoadAsync(int key)
    {
        await Task.Yield();
        return key;
    }
}
