using System.Numerics;

namespace NativeConsole;

/// <summary>The last values of a series.</summary>
internal sealed class Window<T>(int size)
    where T : struct, INumber<T>
{
    private readonly T[] _items = new T[size];
    private int _next;
    private int _count;

    public void Add(T item)
    {
        _items[_next] = item;
        _next = (_next + 1) % _items.Length;
        if (_count < _items.Length)
            _count++;
    }

    public T Mean()
    {
        var sum = T.Zero;
        for (var i = 0; i < _count; i++)
            sum += _items[i];
        return _count == 0 ? sum : sum / T.CreateChecked(_count);
    }
}
