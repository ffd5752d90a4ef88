/// A JSON parser and a calculator with FParsec.
module Explore.Workloads.FSharp.Parsing

open FParsec

type Json =
    | Null
    | Bool of bool
    | Number of float
    | Text of string
    | Items of Json list
    | Object of (string * Json) list

let private json, private jsonRef = createParserForwardedToRef<Json, unit> ()

let private text =
    let escape = anyOf "\"\\/bfnrt" |>> function 'n' -> "\n" | 't' -> "\t" | c -> string c
    between (pchar '"') (pchar '"') (stringsSepBy (manySatisfy (fun c -> c <> '"' && c <> '\\')) (pstring "\\" >>. escape)) .>> spaces

let private listOf opening closing item = between (pchar opening >>. spaces) (pchar closing >>. spaces) (sepBy item (pchar ',' >>. spaces))

do
    jsonRef.Value <-
        choice
            [ stringReturn "null" Null .>> spaces
              stringReturn "true" (Bool true) .>> spaces
              stringReturn "false" (Bool false) .>> spaces
              pfloat .>> spaces |>> Number
              text |>> Text
              listOf '[' ']' json |>> Items
              listOf '{' '}' (text .>> pchar ':' .>> spaces .>>. json) |>> Object ]
        <?> "a value"

let private calculator =
    let operators = OperatorPrecedenceParser<float, unit, unit>()
    let expression = operators.ExpressionParser
    operators.TermParser <- (pfloat .>> spaces) <|> between (pchar '(' >>. spaces) (pchar ')' >>. spaces) expression
    operators.AddOperator(InfixOperator("+", spaces, 1, Associativity.Left, (+)))
    operators.AddOperator(InfixOperator("-", spaces, 1, Associativity.Left, (-)))
    operators.AddOperator(InfixOperator("*", spaces, 2, Associativity.Left, (*)))
    operators.AddOperator(InfixOperator("^", spaces, 3, Associativity.Right, (fun a b -> a ** b)))
    operators.AddOperator(PrefixOperator("-", spaces, 4, true, (fun x -> -x)))
    spaces >>. expression .>> eof

let run () =
    let documents =
        [ "{\"a\": [1, 2.5, -3e2], \"b\": {\"c\": null, \"d\": true}, \"e\": \"x\\n\\\"y\\\"\"}"
          "[" + String.concat ", " [ for i in 1..300 -> $"{{\"i\": {i}, \"s\": \"{i * i}\"}}" ] + "]"
          "[1, 2"
          "{\"a\" 1}"
          "nul" ]

    for document in documents do
        match FParsec.CharParsers.run (spaces >>. json .>> eof) document with
        | Success(value, _, position) -> printfn "%s" ((sprintf "%A" value).Substring(0, 20) + string position.Column)
        | Failure(message, _, _) -> printfn "%s" message

    for sum in [ "1 + 2 * 3"; "2 ^ 3 ^ 2"; "-(4 - 6) * 2.5"; "1 +"; "(1"; "3 $ 4" ] do
        match FParsec.CharParsers.run calculator sum with
        | Success(value, _, _) -> printfn "%s = %g" sum value
        | Failure(message, error, _) -> printfn "%s at %d" message error.Position.Column
