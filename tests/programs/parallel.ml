(* SPDX-License-Identifier: MIT *)
(* What came with OCaml 5, obeyed as speak.ml obeys its words: domains, effects, and what threads and signals are among them.

     parallel.byte busy elsewhere await go print hello       a domain is busy, another waits for the file "go" and prints

   `elsewhere` and `thread` leave all that follows to a domain or a thread of its own, and wait for it. *)

type _ Effect.t += Next : int -> int Effect.t

let say text =
  let line = text ^ "\n" in
  ignore (Unix.write_substring Unix.stdout line 0 (String.length line))

let sum_to n =
  let rec go sum = function 0 -> sum | k -> go (sum + k) (k - 1) in
  go 0 n

(* Each on its own minor heap, and all of them stopped whenever one collects. *)
let lists_in_domains count =
  List.init count (fun i -> Domain.spawn (fun () -> List.fold_left (+) i (List.init 200_000 Fun.id)))
  |> List.map Domain.join |> List.fold_left (+) 0

(* Each continuation is resumed where it was performed. *)
let count_by_effect upto =
  let rec count n = if n < upto then count (Effect.perform (Next n)) else n in
  Effect.Deep.match_with count 0
    { retc = Fun.id; exnc = raise;
      effc = fun (type a) (e : a Effect.t) ->
        match e with
        | Next n -> Some (fun (k : (a, _) Effect.Deep.continuation) -> Effect.Deep.continue k (n + 1))
        | _ -> None }

let spin () = while true do ignore (Sys.opaque_identity (sum_to 1000)) done

let handled = Atomic.make 0

let rec obey = function
  | [] -> ()
  | "elsewhere" :: rest -> Domain.join (Domain.spawn (fun () -> obey rest))
  | "thread" :: rest -> Thread.join (Thread.create obey rest)
  | "busy" :: rest -> ignore (Domain.spawn spin); obey rest
  | "spin" :: _ -> spin ()
  | "domains" :: count :: rest -> say (string_of_int (lists_in_domains (int_of_string count))); obey rest
  | "effects" :: count :: rest -> say (string_of_int (count_by_effect (int_of_string count))); obey rest
  | "unhandled" :: rest -> ignore (Effect.perform (Next 0)); obey rest
  | "await" :: path :: rest -> while not (Sys.file_exists path) do Unix.sleepf 0.002 done; obey rest
  | "touch" :: path :: rest -> close_out (open_out path); obey rest
  | "print" :: text :: rest -> say text; obey rest
  | "read" :: rest -> say ("read: " ^ read_line ()); obey rest
  | "raise" :: text :: _ -> failwith text
  | "fork" :: rest -> (match Unix.fork () with 0 -> Unix._exit 0 | _ -> ignore (Unix.wait ())); obey rest
  | "handle" :: text :: rest ->
    Sys.set_signal Sys.sigterm (Sys.Signal_handle (fun _ -> say text; Atomic.incr handled)); obey rest
  | "wait-signal" :: rest -> while Atomic.get handled = 0 do Domain.cpu_relax () done; obey rest
  | "exit" :: status :: _ -> exit (int_of_string status)
  | word :: _ -> prerr_endline ("parallel: I do not know how to " ^ word); exit 64

let () = obey (List.tl (Array.to_list Sys.argv))
