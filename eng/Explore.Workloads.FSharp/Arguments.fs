/// Command lines with Argu.
module Explore.Workloads.FSharp.Arguments

open Argu

type CleanArguments =
    | [<AltCommandLine("-f")>] Force
    | Depth of int

    interface IArgParserTemplate with
        member this.Usage =
            match this with
            | Force -> "do it without asking."
            | Depth _ -> "how far down."

type Arguments =
    | [<MainCommand; Last>] Files of path: string list
    | [<AltCommandLine("-v"); Inherit>] Verbose
    | [<Mandatory>] Port of number: int
    | Endpoint of host: string * weight: float
    | [<EqualsAssignment>] Mode of System.DayOfWeek
    | [<CliPrefix(CliPrefix.None)>] Clean of ParseResults<CleanArguments>

    interface IArgParserTemplate with
        member this.Usage =
            match this with
            | Files _ -> "what to read."
            | Verbose -> "say more."
            | Port _ -> "where to listen."
            | Endpoint _ -> "whom to ask."
            | Mode _ -> "which day."
            | Clean _ -> "removes things."

let run () =
    let parser = ArgumentParser.Create<Arguments>(programName = "tool")
    printfn "%s" (parser.PrintUsage())
    printfn "%s" (parser.PrintCommandLineSyntax())

    for line in
        [ [| "--port"; "80"; "--endpoint"; "a"; "1.5"; "--endpoint"; "b"; "2"; "-v"; "--mode=Friday"; "x"; "y" |]
          [| "--port"; "1"; "clean"; "-f"; "--depth"; "3" |]
          [| "--port"; "nothing" |]
          [| "-v" |]
          [| "--port"; "1"; "--mode=Noday" |] ] do
        try
            let results = parser.Parse line
            printfn "%A" (results.GetAllResults())
            printfn "%A %b %A" (results.GetResults Endpoint) (results.Contains Verbose) (results.TryGetResult Mode)
            printfn "%A" (results.TryGetSubCommand())
        with e ->
            printfn "%s" e.Message

    printfn "%A" (parser.PrintCommandLineArguments [ Port 3; Verbose; Endpoint("h", 0.5) ])
