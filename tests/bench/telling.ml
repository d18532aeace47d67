(* SPDX-License-Identifier: MIT *)
(* What telling costs a program that computes. telling TURNS: in turn, slices of 2,000 parts of 10 us of arithmetic, bare
   and with one call of the library after each part, which is 100,000 calls a second; each kind of call by itself. On
   stdout a line for each: its name, and its time, that of the bare being 1. The time is the program's own on a processor,
   its system calls too, for others want the machine as well. *)

let parts = 2_000
let part_s = 10e-6
let sum = ref 0

let compute rounds =
  for i = 1 to rounds do
    sum := (!sum + i) land 0xffffff
  done

(* The rounds that take PART_S, by the quickest of some tries. *)
let rounds =
  let tried = 1_000_000 in
  let quickest = ref infinity in
  for _ = 1 to 20 do
    let begun = Sys.time () in
    compute tried;
    quickest := Float.min !quickest (Sys.time () -. begun)
  done;
  int_of_float (float_of_int tried *. part_s /. !quickest)

let timed slice =
  let begun = Sys.time () in
  slice ();
  Sys.time () -. begun

let bare () = for _ = 1 to parts do compute rounds done

let each call () =
  for i = 1 to parts do
    compute rounds;
    call i
  done

(* No library: the least that any call costs, which the interpreter has to find its way back from. *)
let counted_here () =
  let count = ref 0 in
  let advance more =
    count := !count + more;
    if !count > parts then prerr_endline "more than there are"
  in
  let run advance = for _ = 1 to parts do compute rounds; advance 1 done in
  run advance

let words = [| "Loading cities"; "Loading rivers"; "Loading roads" |]

(* ADVANCE: of one with_progress around all slices, as a program has one around a long loop. *)
let kinds advance =
  [ ("nothing at all", bare);
    ("a counter of its own, no library", counted_here);
    ("with_progress", each (fun _ -> advance 1));
    ("progress, each another", each (fun i -> Ocamlwalk.progress (float_of_int (i land 63) /. 64.)));
    ("status, each another", each (fun i -> Ocamlwalk.status words.(i mod 3)));
    ("statusf", each (fun i -> Ocamlwalk.statusf "Loading part %d" i)) ]

(* Each slice of a kind stands between two bare ones: what slows the machine down for a while slows all three. *)
let measure turns advance =
  let kinds = Array.of_list (kinds advance) in
  let took = Array.map (fun _ -> 0.) kinds and bare_took = Array.map (fun _ -> 0.) kinds in
  let before = ref (timed bare) in
  for _ = 1 to turns do
    Array.iteri
      (fun i (_, slice) ->
        took.(i) <- took.(i) +. timed slice;
        let after = timed bare in
        bare_took.(i) <- bare_took.(i) +. ((!before +. after) /. 2.);
        before := after)
      kinds
  done;
  Array.iteri (fun i (name, _) -> Printf.printf "%s\t%.4f\n" name (took.(i) /. bare_took.(i))) kinds

let () =
  let turns = int_of_string Sys.argv.(1) in
  Ocamlwalk.with_progress ~total:(turns * parts) (measure turns);
  Printf.printf "heard\t%b\n" (Ocamlwalk.is_heard ())
