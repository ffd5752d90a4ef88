/// What an ordinary F# program uses of the language and its library.
module Explore.Workloads.FSharp.Library

open System
open System.Collections.Generic
open System.Threading.Tasks

type Shape =
    | Circle of radius: float
    | Rectangle of width: float * height: float
    | Group of Shape list

[<Struct>]
type Point = { X: int; Y: int }

type Tree<'a> =
    | Leaf
    | Node of Tree<'a> * 'a * Tree<'a>

[<Measure>]
type m

let rec area shape =
    match shape with
    | Circle r -> Math.Round(Math.PI * r * r, 6)
    | Rectangle(w, h) when w = h -> w ** 2.0
    | Rectangle(w, h) -> w * h
    | Group shapes -> shapes |> List.sumBy area

let rec insert value tree =
    match tree with
    | Leaf -> Node(Leaf, value, Leaf)
    | Node(l, v, r) when value < v -> Node(insert value l, v, r)
    | Node(l, v, r) when value > v -> Node(l, v, insert value r)
    | same -> same

let rec walk tree =
    seq {
        match tree with
        | Leaf -> ()
        | Node(l, v, r) ->
            yield! walk l
            yield v
            yield! walk r
    }

// The tail call matters: without it a million steps overflow the stack.
let rec even n = if n = 0 then true else odd (n - 1)
and odd n = if n = 0 then false else even (n - 1)

let rec private count (k: int -> int) n = if n = 0 then k 0 else count (fun x -> k (x + 1)) (n - 1)

let (|Fizz|Buzz|Other|) n =
    if n % 3 = 0 then Fizz
    elif n % 5 = 0 then Buzz
    else Other n

type Counter() =
    let changed = Event<int>()
    let mutable value = 0
    member _.Changed = changed.Publish

    member _.Add n =
        value <- value + n
        changed.Trigger value

    interface IDisposable with
        member _.Dispose() = printfn "disposed %d" value

type Maybe() =
    member _.Bind(x, f) = Option.bind f x
    member _.Return x = Some x
    member _.Zero() = None

let inline add (a: ^T) (b: ^T) : ^T = a + b

let run () =
    printfn "%A" (Group [ Circle 1.5; Rectangle(2.0, 2.0); Rectangle(2.0, 3.0) ] |> fun s -> s, area s)
    let tree = [ 5; 2; 8; 1; 9; 3; 7; 2 ] |> List.fold (fun t v -> insert v t) Leaf
    printfn "%A" (walk tree |> Seq.map (fun x -> x * x) |> Seq.toList)
    printfn "%b %d" (even 1_000_000) (count id 200_000)
    printfn "%s" ([ 1..20 ] |> List.map (function Fizz -> "f" | Buzz -> "b" | Other n -> string n) |> String.concat ",")
    let groups = [ 1..50 ] |> List.groupBy (fun x -> x % 7) |> Map.ofList
    for KeyValue(k, v) in groups do
        printfn "%d %A" k v

    printfn "%A" (Set.union (set [ 3; 1 ]) (set [ 2; 3 ]) |> Set.map (fun x -> x * 10))
    printfn "%A" (Array.Parallel.map (fun x -> x * 2) [| 1..10 |] |> Array.windowed 3 |> Array.last)
    printfn "%A" ({ X = 1; Y = 2 } = { X = 1; Y = 2 }, compare { X = 1; Y = 3 } { X = 1; Y = 2 }, hash (1, 2) = hash (1, 2))
    let maybe = Maybe()

    let sum a b =
        maybe {
            let! x = a
            let! y = b
            return x + y
        }

    printfn "%A %A" (sum (Some 1) (Some 2)) (sum None (Some 2))

    let work =
        async {
            let square i =
                async {
                    do! Async.Sleep 0
                    return i * i
                }

            let! parts = [ 1..8 ] |> List.map square |> Async.Parallel
            try
                if parts.Length > 3 then failwithf "too many: %d" parts.Length
                return 0
            with Failure message ->
                printfn "%s" message
                return Array.sum parts
        }

    printfn "%d" (Async.RunSynchronously work)

    let later (n: int) : Task<int> =
        task {
            do! Task.Yield()
            use counter = new Counter()
            let mutable last = 0
            use _ = counter.Changed.Subscribe(fun v -> last <- v)
            for i in 1..n do
                counter.Add i
                do! Task.Yield()
            return last
        }

    printfn "%d" (later(5).GetAwaiter().GetResult())
    printfn "%.1f" (float (add 2.5<m> 1.0<m>) + float (add 1 2))
    let agent =
        MailboxProcessor.Start(fun inbox ->
            let rec loop total =
                async {
                    let! (n: int, reply: AsyncReplyChannel<int>) = inbox.Receive()
                    reply.Reply(total + n)
                    return! loop (total + n)
                }
            loop 0)

    printfn "%A" [ for i in 1..5 -> agent.PostAndReply(fun r -> (i, r)) ]
    let lazyValue = lazy (printfn "once"; 42)
    printfn "%d %d" (lazyValue.Force()) (lazyValue.Force())
    printfn "%A" (Seq.unfold (fun (a, b) -> if a > 500 then None else Some(a, (b, a + b))) (0, 1) |> Seq.cache |> Seq.toArray)
    printfn "%s" (sprintf "%05d|%-6s|%+.3e|%x|%O|%c" 42 "ab" 12345.678 255 (Some 1) 'z')
    printfn "%A" (List.sortWith (fun a b -> compare (snd b) (snd a)) [ for i in 1..6 -> i, i * 5 % 7 ])
    let quotation = <@ fun x -> x + 1 @>
    printfn "%A" quotation
    try
        [ 1; 2 ] |> List.find (fun x -> x > 5) |> ignore
    with :? KeyNotFoundException as e ->
        printfn "%s" (e.GetType().Name)
    try
        match Leaf with
        | Node(_, v, _) -> printfn "%d" v
        | Leaf -> invalidArg "tree" "a leaf"
    with e ->
        printfn "%s" e.Message
