(* SPDX-License-Identifier: MIT *)
(* Programs to be measured while they run, in slices, because what else the machine does slows some
   of them down and none of them up.
   work SLICES: each five million rounds of arithmetic, on stdout at the end.
   pour SIZE COUNT SLICES: each COUNT writes of SIZE bytes on stdout, after a first one that whoever
   waits for a sign of life has had time to hear.
   On stderr, at the end: the seconds that each slice took, one a line. *)

let slices count slice =
  let seconds = Array.make count 0. in
  for i = 0 to count - 1 do
    let start = Unix.gettimeofday () in
    slice ();
    seconds.(i) <- Unix.gettimeofday () -. start
  done;
  Array.iter (Printf.eprintf "%.6f\n") seconds

let work count =
  let sum = ref 0 in
  slices count (fun () ->
      for i = 1 to 5_000_000 do
        sum := (!sum + i) land 0xffffff
      done);
  Printf.printf "%d\n" !sum

let write_all bytes =
  let len = Bytes.length bytes in
  let rec go from = if from < len then go (from + Unix.write Unix.stdout bytes from (len - from)) in
  go 0

let pour size writes count =
  let bytes = Bytes.make size 'x' in
  write_all bytes;
  Unix.sleepf 0.3;
  slices count (fun () ->
      for _ = 1 to writes do
        write_all bytes
      done)

let () =
  match Array.to_list Sys.argv with
  | [ _; "work"; count ] -> work (int_of_string count)
  | [ _; "pour"; size; writes; count ] ->
      pour (int_of_string size) (int_of_string writes) (int_of_string count)
  | _ -> prerr_endline "use: work SLICES | pour SIZE WRITES SLICES"; exit 2
