(* SPDX-License-Identifier: MIT *)
(* A program that tells what it does by the library: each word is a command, with its own words behind it. *)

let rec await path = if not (Sys.file_exists path) then (Unix.sleepf 0.002; await path)
let touch path = close_out (open_out path)

let in_child act =
  match Unix.fork () with
  | 0 -> act (); Unix._exit 0
  | child -> ignore (Unix.waitpid [] child)

let count total =
  Ocamlwalk.with_progress ~total (fun advance -> for _ = 1 to total do advance 1 done)

let rec obey = function
  | [] -> ()
  | "status" :: words :: rest -> Ocamlwalk.status words; obey rest
  | "statusf" :: number :: rest -> Ocamlwalk.statusf "part %d" (int_of_string number); obey rest
  | "child-status" :: words :: rest -> in_child (fun () -> Ocamlwalk.status words); obey rest
  | "title" :: words :: rest -> Ocamlwalk.title words; obey rest
  | "failed" :: words :: rest -> Ocamlwalk.failed words; obey rest
  | "progress" :: fraction :: rest -> Ocamlwalk.progress (float_of_string fraction); obey rest
  | "count" :: total :: rest -> count (int_of_string total); obey rest
  | "lines" :: path :: rest ->
      let channel = open_in path in
      Printf.printf "%d lines\n%!" (Seq.fold_left (fun n _ -> n + 1) 0 (Ocamlwalk.watch_lines channel));
      close_in channel; obey rest
  | "ready" :: rest -> Ocamlwalk.ready (); obey rest
  | "stopping" :: rest -> Ocamlwalk.stopping (); obey rest
  | "flush" :: rest -> Ocamlwalk.flush (); obey rest
  | "heard" :: rest -> print_endline (string_of_bool (Ocamlwalk.is_heard ())); obey rest
  | "await" :: path :: rest -> await path; obey rest
  | "touch" :: path :: rest -> touch path; obey rest
  | "exit" :: status :: _ -> exit (int_of_string status)
  | word :: _ -> prerr_endline ("teller: I do not know how to " ^ word); exit 64

let () = obey (List.tl (Array.to_list Sys.argv))
